/* A library for LD_PRELOAD that lets system calls on files below one folder fail: what a disk does seldom, it does on request.
 *
 *   LEVAIN_FAULT_PREFIX  the folder; calls on other files pass untouched
 *   LEVAIN_FAULT_CALLS   which calls, such as `write,sync`: open create read write sync rename link mkdir unlink truncate lock stat
 *   LEVAIN_FAULT_KIND    what becomes of them: the number of an error, or `short`, `die`, `tear` (half a write, then die)
 *   LEVAIN_FAULT_AT      at the K-th such call, counted from 1 ...
 *   LEVAIN_FAULT_LASTS   ... and, when it is 1, at every one after it
 *   LEVAIN_FAULT_EVERY   or, instead, at one in N of them, drawn by LEVAIN_FAULT_SEED
 *   LEVAIN_FAULT_COUNTS  a file of 24 numbers of 64 bits, kept current even when the process is killed: for each kind of call how
 *                        many were seen, then for each how many failed
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum call { OPEN, CREATE, READ, WRITE, SYNC, RENAME, LINK, MKDIR, UNLINK, TRUNCATE, LOCK, STAT, CALLS };
enum fate { PASS, FAIL, SHORT, DIE, TEAR };

static const char *const names[CALLS] = { "open", "create", "read", "write", "sync", "rename", "link", "mkdir", "unlink", "truncate", "lock", "stat" };

static const char *prefix;
static size_t prefix_length;
static unsigned wanted;
static enum fate fate;
static int error_number, lasts;
static uint64_t at, every, seed, matching;
static uint64_t *counts;
static unsigned char ours[1 << 16];

static uint64_t number(const char *name) { const char *text = getenv(name); return text ? strtoull(text, 0, 10) : 0; }

__attribute__((constructor)) static void begin(void)
{
    const char *calls = getenv("LEVAIN_FAULT_CALLS"), *kind = getenv("LEVAIN_FAULT_KIND"), *file = getenv("LEVAIN_FAULT_COUNTS");
    if (calls)
        for (int i = 0; i < CALLS; i++)
            for (const char *found = strstr(calls, names[i]); found; found = strstr(found + 1, names[i]))
                if ((found == calls || found[-1] == ',') && (found[strlen(names[i])] == 0 || found[strlen(names[i])] == ',')) wanted |= 1u << i;
    if (kind) fate = !strcmp(kind, "short") ? SHORT : !strcmp(kind, "die") ? DIE : !strcmp(kind, "tear") ? TEAR : FAIL;
    error_number = kind ? atoi(kind) : 0;
    at = number("LEVAIN_FAULT_AT"), lasts = (int)number("LEVAIN_FAULT_LASTS"), every = number("LEVAIN_FAULT_EVERY"), seed = number("LEVAIN_FAULT_SEED");
    if (file) {
        int fd = open(file, O_RDWR | O_CLOEXEC);
        void *map = fd < 0 ? MAP_FAILED : mmap(0, 2 * CALLS * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (map != MAP_FAILED) counts = map;
        if (fd >= 0) close(fd);
    }
    /* Last: from here on calls are looked at. */
    prefix = getenv("LEVAIN_FAULT_PREFIX"), prefix_length = prefix ? strlen(prefix) : 0;
}

static int below(const char *path) { return prefix && !strncmp(path, prefix, prefix_length) && (path[prefix_length] == 0 || path[prefix_length] == '/'); }
static int is_ours(int fd) { return fd >= 0 && fd < (int)sizeof ours && __atomic_load_n(&ours[fd], __ATOMIC_RELAXED); }
static int below_at(int folder, const char *path) { return below(path) || (*path != '/' && is_ours(folder)); }
static int opened(int fd, int mine) { if (fd >= 0 && fd < (int)sizeof ours) __atomic_store_n(&ours[fd], (unsigned char)mine, __ATOMIC_RELAXED); return fd; }

/* The same call of the same order meets the same fate, whatever happens beside it. */
static uint64_t draw(uint64_t index)
{
    uint64_t x = seed * 0x9e3779b97f4a7c15u + index * 0xd1b54a32d192ed03u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

__attribute__((noreturn)) static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

/* What becomes of a call on a file of ours; it has been counted when this returns. */
static enum fate judge(enum call call)
{
    if (counts) __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
    if (!(wanted & 1u << call)) return PASS;
    uint64_t index = __atomic_add_fetch(&matching, 1, __ATOMIC_RELAXED);
    int hit = every ? draw(index) % every == 0 : at && (lasts ? index >= at : index == at);
    if (!hit || (fate == SHORT && call != READ && call != WRITE)) return PASS;
    if (counts) __atomic_add_fetch(&counts[CALLS + call], 1, __ATOMIC_RELAXED);
    if (fate == DIE || (fate == TEAR && call != WRITE)) die();
    if (fate == FAIL) errno = error_number;
    return fate;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define GUARD(mine, call) if ((mine) && judge(call) == FAIL) return -1

/* .NET looks the functions of `libc` up in that very library, past this one: it gets the whole program instead, where this one comes first. */
void *dlopen(const char *file, int flags)
{
    REAL(void *, "dlopen", const char *, int);
    return real(file && (!strcmp(file, "libc") || !strcmp(file, "libc.so.6")) ? 0 : file, flags);
}

static int creates(int flags) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; }

#define OPENS(name) int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list rest; va_start(rest, flags); mode_t mode = creates(flags) ? va_arg(rest, mode_t) : 0; va_end(rest); \
    int mine = below(path); GUARD(mine, creates(flags) ? CREATE : OPEN); \
    return opened(real(path, flags, mode), mine); }
#define OPENS_AT(name) int name(int folder, const char *path, int flags, ...) { \
    REAL(int, #name, int, const char *, int, ...); \
    va_list rest; va_start(rest, flags); mode_t mode = creates(flags) ? va_arg(rest, mode_t) : 0; va_end(rest); \
    int mine = below(path) || (*path != '/' && is_ours(folder)); GUARD(mine, creates(flags) ? CREATE : OPEN); \
    return opened(real(folder, path, flags, mode), mine); }
OPENS(open) OPENS(open64) OPENS_AT(openat) OPENS_AT(openat64)

DIR *opendir(const char *path) { REAL(DIR *, "opendir", const char *); if (below(path) && judge(OPEN) == FAIL) return 0; return real(path); }
int close(int fd) { REAL(int, "close", int); opened(fd, 0); return real(fd); }

static size_t cut(size_t count) { return count > 1 ? count / 2 : count; }

/* A call that moves bytes: whole, half, not at all, or half and never again. */
#define MOVES(type, name, call, fd, count, parameters, whole, half) type name parameters { \
    type (*real) parameters = 0; static void *found; if (!found) found = dlsym(RTLD_NEXT, #name); \
    *(void **)&real = found; \
    switch (is_ours(fd) ? judge(call) : PASS) { \
    case FAIL: return -1; \
    case SHORT: return real half; \
    case TEAR: { type moved = real half; (void)moved; die(); } \
    default: return real whole; } }
MOVES(ssize_t, read, READ, fd, n, (int fd, void *b, size_t n), (fd, b, n), (fd, b, cut(n)))
MOVES(ssize_t, pread, READ, fd, n, (int fd, void *b, size_t n, off_t o), (fd, b, n, o), (fd, b, cut(n), o))
MOVES(ssize_t, pread64, READ, fd, n, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o), (fd, b, cut(n), o))
MOVES(ssize_t, preadv, READ, fd, n, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o), (fd, v, (int)cut((size_t)n), o))
MOVES(ssize_t, preadv64, READ, fd, n, (int fd, const struct iovec *v, int n, off64_t o), (fd, v, n, o), (fd, v, (int)cut((size_t)n), o))
MOVES(ssize_t, write, WRITE, fd, n, (int fd, const void *b, size_t n), (fd, b, n), (fd, b, cut(n)))
MOVES(ssize_t, pwrite, WRITE, fd, n, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), (fd, b, cut(n), o))
MOVES(ssize_t, pwrite64, WRITE, fd, n, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), (fd, b, cut(n), o))
MOVES(ssize_t, pwritev, WRITE, fd, n, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o), (fd, v, (int)cut((size_t)n), o))
MOVES(ssize_t, pwritev64, WRITE, fd, n, (int fd, const struct iovec *v, int n, off64_t o), (fd, v, n, o), (fd, v, (int)cut((size_t)n), o))
MOVES(ssize_t, copy_file_range, WRITE, out, n, (int in, off64_t *i, int out, off64_t *o, size_t n, unsigned f), (in, i, out, o, n, f), (in, i, out, o, cut(n), f))
MOVES(ssize_t, sendfile, WRITE, out, n, (int out, int in, off_t *o, size_t n), (out, in, o, n), (out, in, o, cut(n)))
MOVES(ssize_t, sendfile64, WRITE, out, n, (int out, int in, off64_t *o, size_t n), (out, in, o, n), (out, in, o, cut(n)))

#define CALL(call, name, mine, parameters, arguments) int name parameters { \
    static void *found; if (!found) found = dlsym(RTLD_NEXT, #name); int (*real) parameters; *(void **)&real = found; \
    GUARD(mine, call); return real arguments; }
CALL(SYNC, fsync, is_ours(fd), (int fd), (fd))
CALL(SYNC, fdatasync, is_ours(fd), (int fd), (fd))
CALL(RENAME, rename, below(a) || below(b), (const char *a, const char *b), (a, b))
CALL(RENAME, renameat, below_at(x, a) || below_at(y, b), (int x, const char *a, int y, const char *b), (x, a, y, b))
CALL(RENAME, renameat2, below_at(x, a) || below_at(y, b), (int x, const char *a, int y, const char *b, unsigned f), (x, a, y, b, f))
CALL(LINK, link, below(a) || below(b), (const char *a, const char *b), (a, b))
CALL(LINK, linkat, below_at(x, a) || below_at(y, b), (int x, const char *a, int y, const char *b, int f), (x, a, y, b, f))
CALL(LINK, symlink, below(b), (const char *a, const char *b), (a, b))
CALL(MKDIR, mkdir, below(path), (const char *path, mode_t mode), (path, mode))
CALL(MKDIR, mkdirat, below_at(folder, path), (int folder, const char *path, mode_t mode), (folder, path, mode))
CALL(UNLINK, unlink, below(path), (const char *path), (path))
CALL(UNLINK, unlinkat, below_at(folder, path), (int folder, const char *path, int flags), (folder, path, flags))
CALL(UNLINK, rmdir, below(path), (const char *path), (path))
CALL(TRUNCATE, ftruncate, is_ours(fd), (int fd, off_t size), (fd, size))
CALL(TRUNCATE, ftruncate64, is_ours(fd), (int fd, off64_t size), (fd, size))
CALL(TRUNCATE, fallocate64, is_ours(fd), (int fd, int mode, off64_t offset, off64_t size), (fd, mode, offset, size))
CALL(LOCK, flock, is_ours(fd), (int fd, int operation), (fd, operation))
CALL(STAT, stat, below(path), (const char *path, struct stat *s), (path, s))
CALL(STAT, lstat, below(path), (const char *path, struct stat *s), (path, s))
CALL(STAT, stat64, below(path), (const char *path, struct stat64 *s), (path, s))
CALL(STAT, lstat64, below(path), (const char *path, struct stat64 *s), (path, s))
CALL(STAT, fstat, is_ours(fd), (int fd, struct stat *s), (fd, s))
CALL(STAT, fstat64, is_ours(fd), (int fd, struct stat64 *s), (fd, s))
CALL(STAT, statx, below(path) || (!*path && is_ours(folder)), (int folder, const char *path, int flags, unsigned mask, struct statx *s), (folder, path, flags, mask, s))
/* What programs call that were linked against an older libc: .NET does. */
CALL(STAT, __xstat64, below(path), (int version, const char *path, struct stat64 *s), (version, path, s))
CALL(STAT, __lxstat64, below(path), (int version, const char *path, struct stat64 *s), (version, path, s))
CALL(STAT, __fxstat64, is_ours(fd), (int version, int fd, struct stat64 *s), (version, fd, s))

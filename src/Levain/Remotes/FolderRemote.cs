using System.Globalization;
using System.Text;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>A folder that machines share, on NFS too: nothing here relies on locks, only on rename and link.</summary>
/// <remarks>
/// A blob lies at <c>cas/ab/&lt;hex&gt;</c> or <c>ac/ab/&lt;hex&gt;</c>. It is written to a name of its own under <c>tmp/</c>, brought to the disk and renamed.
/// It can create only where nothing is (<c>link</c> is atomic on NFS as well); it cannot replace what it has just read, for which there would have to be a lock.
/// </remarks>
public sealed class FolderRemote : IRemote, ICreateOnlyPut, IRemoteListing
{
    private const string FormatName = "levain-remote", FormatPrefix = "levain.remote/";
    private const int FormatVersion = 1, Stale = 116, InputOutput = 5;

    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    private readonly string root;
    private readonly RemotePatience patience;
    private readonly TimeProvider clock;
    private readonly Lazy<bool> begun;
    private readonly string self = Guid.NewGuid().ToString("N");
    private long names;

    /// <summary>Opens a folder that is there; one of a later format is refused.</summary>
    public FolderRemote(string root, RemotePatience? patience = null, TimeProvider? clock = null)
    {
        this.root = Path.GetFullPath(root);
        this.patience = patience ?? RemotePatience.ForTransfers;
        this.clock = clock ?? TimeProvider.System;
        begun = new(Begin);
        if (!Directory.Exists(this.root)) throw NotThere(this.root);
        CheckFormat();
    }

    public string Name => root;

    public Task<long?> SizeAsync(RemoteKey key, CancellationToken cancellation) =>
        ReadAsync<long?>(() => FileStatus.Of(PathOf(key)) is { Kind: PathKind.File } status ? status.Stamp.Size : null, cancellation);

    public Task<RemoteBlob?> OpenAsync(RemoteKey key, long offset, CancellationToken cancellation) => ReadAsync(() =>
    {
        var file = new FileStream(FileBytes.Open(PathOf(key)), FileAccess.Read, bufferSize: 0);
        var length = file.Length;
        var from = offset <= length ? offset : 0;
        file.Position = from;
        return new RemoteBlob(file, from, length);
    }, cancellation);

    public Task PutAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation) => WriteAsync(() =>
    {
        var temporary = WriteTemporary(content, length, cancellation);
        try
        {
            AtomicFile.Rename(temporary, Prepared(key));
            AtomicFile.SyncFolder(Path.GetDirectoryName(PathOf(key))!);
            return true;
        }
        catch
        {
            AtomicFile.TryDelete(temporary);
            throw;
        }
    }, cancellation);

    public Task<bool> CreateAsync(RemoteKey key, ReadOnlyMemory<byte> value, CancellationToken cancellation) => WriteAsync(() =>
    {
        var temporary = WriteTemporary(() => new MemoryStream(value.ToArray(), writable: false), value.Length, cancellation);
        try
        {
            var error = Posix.Link(temporary, Prepared(key));
            // A server that answers late may have linked nevertheless: then the temporary file has two names.
            var ours = error == 0 || FileStatus.Of(temporary)?.Links == 2;
            if (!ours && error != Posix.Exists) throw new IOException(Posix.Message(error), error);
            if (ours) AtomicFile.SyncFolder(Path.GetDirectoryName(PathOf(key))!);
            return ours;
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }, cancellation);

    public IEnumerable<(RemoteKey Key, long Size)> List(string folder)
    {
        var all = Path.Combine(root, folder);
        if (!Directory.Exists(all)) yield break;
        foreach (var shard in Directory.EnumerateDirectories(all).Order(StringComparer.Ordinal))
            foreach (var path in Directory.EnumerateFiles(shard).Order(StringComparer.Ordinal))
                if (Digest.TryParseHex(Path.GetFileName(path), out var digest) && FileStatus.Of(path) is { } status)
                    yield return (folder == RemoteKey.Objects ? RemoteKey.Content(digest) : RemoteKey.Action(digest), status.Stamp.Size);
    }

    public void Delete(RemoteKey key) => File.Delete(PathOf(key));

    public void Dispose() { }

    private string PathOf(RemoteKey key) => Path.Combine(root, key.Folder, key.Digest.Hex[..2], key.Digest.Hex);

    private string Prepared(RemoteKey key)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private string WriteTemporary(Func<Stream> content, long length, CancellationToken cancellation)
    {
        _ = begun.Value;
        var path = Path.Combine(root, "tmp", string.Create(CultureInfo.InvariantCulture, $"{self}.{Interlocked.Increment(ref names)}"));
        try
        {
            using var source = content();
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var buffer = new byte[(int)Math.Clamp(length, 1, 1 << 20)];
            for (int count; (count = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                file.Write(buffer, 0, count);
            }

            if (file.Length != length) throw new IOException($"the source has {file.Length} bytes, not {length}");
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return path;
        }
        catch
        {
            AtomicFile.TryDelete(path);
            throw;
        }
    }

    private bool Begin()
    {
        var format = Path.Combine(root, FormatName);
        if (!File.Exists(format))
        {
            // A folder that holds something else was most likely not meant.
            var others = Directory.EnumerateFileSystemEntries(root).Select(path => Path.GetFileName(path)).FirstOrDefault(name => name is not (RemoteKey.Objects or RemoteKey.Actions or "tmp"));
            if (others is not null && !File.Exists(format)) throw new BuildException($"`{root}` is no remote: it holds `{others}`", "name an empty folder, or one that was a remote before");
            AtomicFile.Write(format, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{FormatPrefix}{FormatVersion}\n")), Path.Combine(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName, $"{self}.format"));
        }

        foreach (var left in new DirectoryInfo(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName).EnumerateFiles())
            if (clock.GetUtcNow() - left.LastWriteTimeUtc > ForgottenAfter) AtomicFile.TryDelete(left.FullName);
        return true;
    }

    private void CheckFormat()
    {
        var path = Path.Combine(root, FormatName);
        if (!File.Exists(path)) return;
        var text = ReadFormat(path).TrimEnd();
        if (!text.StartsWith(FormatPrefix, StringComparison.Ordinal) || !int.TryParse(text.AsSpan(FormatPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new BuildException($"`{path}` is damaged: it should say `{FormatPrefix}{FormatVersion}`", "write that line into it, or name another folder");
        if (version > FormatVersion) throw new BuildException($"the remote `{root}` was written by a newer Levain: its format is {version}, this one knows {FormatVersion}", "update Levain, or name another remote");
    }

    private string ReadFormat(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new RemoteException($"remote `{root}` cannot be read: {error.Message.TrimEnd('.')}", RemoteFault.Unreachable, inner: error);
        }
    }

    private static UsageException NotThere(string path)
    {
        var parent = Path.GetDirectoryName(path);
        var near = parent is not null && Directory.Exists(parent) ? NearestName.Of(Path.GetFileName(path), Directory.EnumerateDirectories(parent).Select(each => Path.GetFileName(each)!)) : null;
        return new UsageException($"there is no folder `{path}` for a remote", near is null ? "make it first: a typing mistake should not become a remote" : $"did you mean `{Path.Combine(parent!, near)}`?");
    }

    // A handle that the server has forgotten is asked for once more; what still cannot be read is not there.
    private async Task<T?> ReadAsync<T>(Func<T?> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return read();
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                return default;
            }
            catch (UnauthorizedAccessException error)
            {
                throw new RemoteException($"remote `{root}` may not be read", RemoteFault.Refused, "give this user the right to read it", error);
            }
            catch (IOException error)
            {
                if (!IsPassing(error)) throw new RemoteException($"remote `{root}` cannot be read: {error.Message.TrimEnd('.')}", RemoteFault.Unreachable, inner: error);
                if (attempt >= patience.Attempts) return default;
            }

            await Task.Delay(patience.PauseAfter(attempt, 0.5), clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return write();
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                if (!IsPassing(error) || attempt >= patience.Attempts) throw Unwritten(error);
            }

            await Task.Delay(patience.PauseAfter(attempt, 0.5), clock, cancellation).ConfigureAwait(false);
        }
    }

    private RemoteException Unwritten(Exception error)
    {
        var said = DiskError.Writing(root, error);
        var refused = error is UnauthorizedAccessException || said.Message.EndsWith("read-only", StringComparison.Ordinal) || said.Message.EndsWith("denied", StringComparison.Ordinal);
        return new RemoteException(said.Message.Replace("cannot write to ", "cannot write to remote ", StringComparison.Ordinal), refused ? RemoteFault.Refused : RemoteFault.Unreachable, said.Hint, error);
    }

    private static bool IsPassing(Exception error) => error is IOException { HResult: Stale or InputOutput };
}

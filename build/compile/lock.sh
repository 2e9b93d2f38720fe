# Locks between processes, for build.sh and its background. A lock dies with its owner: flock where there is one, else a folder with a process id in it.

# lock <name> [message]: waits for .levain/<name>.lock, and says so once; without a message it gives up instead of waiting.
# Whoever holds `ahead` may ask for `compile`, never the other way round.
lock() {
  local message=${2:-} file
  if command -v flock >/dev/null; then
    file=.levain/$1.lock
    if [[ $1 == compile ]]; then exec 9>"$file"; else exec 8>"$file"; fi
    flock -n "$(descriptor "$1")" && return
    [[ -n $message ]] || return 1
    echo "$message" >&2
    flock "$(descriptor "$1")"
    return
  fi

  file=.levain/$1.locked
  until mkdir "$file" 2>/dev/null; do
    if is_abandoned "$file"; then
      # Renamed before it is deleted, so that of two who find it abandoned only one removes it.
      mv "$file" "$file.$$" 2>/dev/null && rm -rf "$file.$$"
      continue
    fi
    [[ -n $message ]] || return 1
    [[ $message == said ]] || echo "$message" >&2
    message=said
    sleep 0.2
  done
  echo $$ >"$file/owner"
  trap 'unlock compile; unlock ahead' EXIT
}

descriptor() {
  if [[ $1 == compile ]]; then echo 9; else echo 8; fi
}

# The owner writes its id just after it has made the folder: one without an id is taken for alive during the first minute.
is_abandoned() {
  local owner
  owner=$(cat "$1/owner" 2>/dev/null || :)
  if [[ -n $owner ]]; then
    ! kill -0 "$owner" 2>/dev/null
  else
    [[ -n $(find "$1" -maxdepth 0 -mmin +1 2>/dev/null) ]]
  fi
}

unlock() {
  if command -v flock >/dev/null; then
    if [[ $1 == compile ]]; then exec 9>&-; else exec 8>&-; fi
  elif [[ $(cat ".levain/$1.locked/owner" 2>/dev/null || :) == $$ ]]; then
    rm -rf ".levain/$1.locked"
  fi
}

# The compiler server outlives its caller: it must not take our locks along.
unlocked() {
  "$@" 8>&- 9>&-
}

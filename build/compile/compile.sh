# The slow half of build.sh, which reads it in when something has changed: compiles what did and switches it in.
# A unit is the host (build/ and src/) or one model. Each is compiled into a folder named by the digest of its sources, published by renaming a finished
# folder, so a running host never loses a file. `$hosts/current` lists the units of the present host, and is switched by rename as well.
. build/compile/lock.sh

compile() {
  mkdir -p "$hosts" .levain/build
  lock compile "another build is compiling the host: waiting for it…"
  if is_current "$(states)"; then
    unlock compile
    return
  fi
  [[ ${LEVAIN_READYTORUN:-background} =~ ^(now|background|off)$ ]] || stop "LEVAIN_READYTORUN is \`$LEVAIN_READYTORUN\`: it may be now, background or off"

  local round
  for round in 1 2 3 4; do
    local before
    passed=()
    before=$(states)
    contents=$(read_contents)
    list_units
    [[ -z $missing ]] || compile_missing
    # A file that moved while the compiler ran: nobody knows which of its contents was compiled.
    local after
    after=$(states)
    if [[ $after == "$before" ]] || is_still "$(read_contents)"; then
      publish "$after"
      unlock compile
      compile_ahead_now
      return
    fi
    echo "sources changed while they were compiled: once more…" >&2
  done
  stop "sources keep changing while they are compiled: run again when they are at rest"
}

# The contents after the compiler ran are those before it, but for lock files that restore has just written for it.
is_still() {
  [[ $1 != "$contents" ]] || return 0
  [[ $(without_locks "$1") == "$(without_locks "$contents")" && " ${passed[*]-} " == *" -restore "* ]] || return 1
  local compiled=$missing
  contents=$1
  list_units
  [[ $(printf '%s' "$missing" | cut -f 2) == "$(printf '%s' "$compiled" | cut -f 2)" ]] || return 1
  packages >.levain/build/restored
  echo "$source_digest" >.levain/build/source
}

without_locks() {
  printf '%s\n' "$1" | grep -v '/packages\.lock\.json$'
}

stop() {
  echo "$1" >&2
  exit 1
}

# One line for each input: its SHA-256 and its path.
read_contents() {
  local sha256="sha256sum"
  command -v sha256sum >/dev/null || sha256="shasum -a 256"
  inputs -print0 | xargs -0 $sha256 | LC_ALL=C sort -k 2
}

# digest <prefix>…: of the inputs whose path starts with one of them, and of those in the root.
digest() {
  printf '%s\n' "$contents" | LC_ALL=C awk '
    BEGIN { for (i = 1; i < ARGC; i++) prefix[i] = ARGV[i]; count = ARGC; ARGC = 1 }
    {
      path = substr($0, index($0, " ") + 2)
      wanted = path !~ /\//
      for (i = 1; i < count; i++) if (index(path, prefix[i]) == 1) wanted = 1
      if (wanted) print
    }' "$@" | if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# Fills `units` (kind, name, digest, project; separated by tabs) and `missing`, those of them that no folder holds.
list_units() {
  source_digest=$(digest src/)
  units=
  missing=
  add_unit host host "$(digest src/ build/)" build/Build.csproj

  local project name
  for project in models/*/*.csproj; do
    [[ -f $project ]] || continue
    name=${project#models/}
    name=${name%%/*}
    add_unit model "$name" "$(digest src/ build/analysis/ models/Directory. "models/$name/")" "$project"
  done
}

add_unit() {
  local unit="$1"$'\t'"$2"$'\t'"$2-$3"$'\t'"$4"$'\n'
  units+=$unit
  if [[ -d $hosts/$2-$3.broken ]] && ! is_final "$hosts/$2-$3.broken/build.log"; then rm -rf "$hosts/$2-$3.broken"; fi
  [[ -d $hosts/$2-$3.jit || -d $hosts/$2-$3.broken ]] || missing+=$unit
}

# Without a home the SDK gets one here, where NuGet has been before: at its first start it would take the write permission of others from every folder above.
use_own_home() {
  export DOTNET_CLI_HOME="$PWD/.levain/home" XDG_DATA_HOME="$PWD/.levain/home/share"
  mkdir -p "$XDG_DATA_HOME/NuGet/Migrations"
  : >"$XDG_DATA_HOME/NuGet/Migrations/1"
}

want_sdk() {
  local version
  version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
  find_dotnet
  # Tools of .NET want a home to write to.
  [[ -d ${HOME:-} && -w ${HOME:-} ]] || use_own_home
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  if [[ -z $dotnet || $("$dotnet" --version 2>/dev/null || :) != "$version" ]]; then
    stop "this build needs the .NET SDK $version exactly: install it from the .NET download page (other versions may stay beside it) and run again"
  fi
}

compile_missing() {
  want_sdk
  announce
  rm -rf "$hosts"/tmp.*

  local kind name unit project
  passed=(-nologo -v:q -nodeReuse:false)
  : >.levain/build/wanted
  while IFS=$'\t' read -r kind name unit project; do
    echo "$project" >>.levain/build/wanted
    rm -f ".levain/build/obj/${project%/*}/compiled"
  done <<<"${missing%$'\n'}"
  [[ $(wc -l <.levain/build/wanted) -eq 1 ]] || passed+=(-m)
  # With the assemblies of src/ in place a model is compiled without a look at them.
  if [[ $missing != host* && $(cat .levain/build/source 2>/dev/null) == "$source_digest" ]]; then passed+=(-p:ModelsOnly=true); fi
  needs_restore && passed+=(-restore)

  rm -f .levain/build/source
  unlocked "$dotnet" msbuild build/compile/Compile.proj "${passed[@]}" >.levain/build/log 2>&1 || :
  # Packages may have gone from the cache since they were restored.
  if grep -qE 'error (NETSDK|NU|MSB)' .levain/build/log && [[ " ${passed[*]} " != *" -restore "* ]]; then
    unlocked "$dotnet" msbuild build/compile/Compile.proj "${passed[@]}" -restore >.levain/build/log 2>&1 || :
  fi

  if is_compiled build/Build.csproj || [[ $missing != host* ]]; then
    echo "$source_digest" >.levain/build/source
  else
    echo "the host does not compile:" >&2
    show_errors .levain/build/log
    exit 1
  fi
  grep -q 'error NU' .levain/build/log || packages >.levain/build/restored
}

announce() {
  if [[ ! -f $hosts/current ]]; then
    echo "compiling the host (first run: about 20 s)…" >&2
  else
    echo "compiling $(printf '%s' "$missing" | cut -f 2 | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $0 }')…" >&2
  fi
}

# What decides the packages. Restore writes lock files, so this is asked before and after.
packages() {
  printf '%s\n' "$contents" | LC_ALL=C grep -E '(\.csproj|\.props|\.targets|packages\.lock\.json|global\.json|[Nn]u[Gg]et\.[Cc]onfig)$' || :
}

needs_restore() {
  [[ $(packages) == "$(cat .levain/build/restored 2>/dev/null)" ]] || return 0
  local project
  while IFS= read -r project; do
    [[ -f .levain/build/obj/${project%/*}/project.assets.json ]] || return 0
  done <.levain/build/wanted
  return 1
}

is_compiled() {
  [[ -f .levain/build/obj/${1%/*}/compiled ]]
}

# show_errors <log>: the first ten, without the root and without the project that MSBuild adds to each.
show_errors() {
  LC_ALL=C grep -E 'error [A-Z]+[0-9]+' "$1" | LC_ALL=C awk -v "root=$PWD/" '
    { while (at = index($0, root)) $0 = substr($0, 1, at - 1) substr($0, at + length(root)); sub(/ \[[^]]*\]$/, ""); sub(/ \(https?:[^)]*\)$/, "") }
    !seen[$0]++ && ++shown <= 10 { print "  " $0 }
    END { if (shown > 10) print "  … and " shown - 10 " more errors" }' >&2
  grep -qE 'error [A-Z]+[0-9]+' "$1" || tail -n 10 "$1" >&2
}

publish() {
  local kind name unit project again=no
  next=
  while IFS=$'\t' read -r kind name unit project; do
    [[ -d $hosts/$unit.jit || -d $hosts/$unit.broken ]] || publish_unit
    if [[ -d $hosts/$unit.jit ]]; then
      next+=$kind
      [[ $kind == host ]] || next+=$'\t'$name
      next+=$'\t'$(best "$unit")
      [[ $kind == host ]] || { project=${project##*/}; next+=/${project%.csproj}.dll; }
      next+=$'\n'
    else
      next+=broken$'\t'$name$'\t'$unit.broken/build.log$'\n'
      # What the compiler said stays said until the sources change; anything else, such as a package that could not be fetched, is tried again.
      is_final "$hosts/$unit.broken/build.log" || again=yes
    fi
  done <<<"${units%$'\n'}"

  # What build.ps1 has recorded holds as long as it is about the same folders.
  if [[ -f $hosts/current && $(cat "$hosts/current") != "${next%$'\n'}" ]]; then rm -f "$hosts"/manifest*; fi
  printf '%s' "$next" >"$hosts/next"
  mv -f "$hosts/next" "$hosts/current"
  read_current
  rm -f "$hosts/manifest" "$hosts/ahead.failed"
  if [[ $again == no ]]; then
    printf '%s\n' "$1" >"$hosts/next"
    mv -f "$hosts/next" "$hosts/manifest"
  fi
  clean
}

# Without the lock: whoever compiles ahead of time takes it to switch.
compile_ahead_now() {
  [[ ${LEVAIN_READYTORUN:-} == now && $current == *.jit* ]] || return 0
  want_sdk
  echo "compiling the host ahead of time…" >&2
  bash build/compile/ahead.sh "$dotnet" wait || echo "it could not be compiled ahead of time (see .levain/hosts/ahead.log), and runs without" >&2
  read_current
}

# A folder is named .jit, or .r2r when it is compiled ahead of time too.
best() {
  if [[ -d $hosts/$1.r2r ]]; then echo "$1.r2r"; else echo "$1.jit"; fi
}

is_final() {
  grep -qE 'error [A-Z]+[0-9]+' "$1" && ! grep -E 'error [A-Z]+[0-9]+' "$1" | grep -qvE 'error (CS|CA|RS|IDE)[0-9]+'
}

publish_unit() {
  local temporary=$hosts/tmp.$unit
  if is_compiled "$project"; then
    cp -R ".levain/build/bin/${project%/*}" "$temporary"
    : >"$temporary/in-use"
    mv "$temporary" "$hosts/$unit.jit"
  else
    mkdir "$temporary"
    grep -F "[$PWD/$project" .levain/build/log >"$temporary/build.log" || cp .levain/build/log "$temporary/build.log"
    echo "model \`$name\` does not compile:" >&2
    show_errors "$temporary/build.log"
    mv "$temporary" "$hosts/$unit.broken"
  fi
}

# Deletes what neither the present host nor a running one uses, except for the newest: going back to them costs nothing.
# A running host holds a shared lock on the `in-use` of its folders; where that cannot be asked, a day must have passed.
clean() {
  local folder kept=0
  while IFS= read -r folder; do
    case $'\n'$current in *[$'\t']"$folder"[/$'\n']*) continue ;; esac
    kept=$((kept + 1))
    [[ $kept -gt ${LEVAIN_KEPT_HOSTS:-12} ]] || continue
    if [[ -f $hosts/$folder/in-use ]]; then
      if command -v flock >/dev/null; then
        flock -n -x "$hosts/$folder/in-use" true || continue
      elif [[ -z $(find "$hosts/$folder" -maxdepth 0 -mtime +1) ]]; then
        continue
      fi
    fi
    rm -rf "${hosts:?}/$folder"
  done < <(cd "$hosts" && ls -td -- *.jit *.r2r *.broken 2>/dev/null || :)
}

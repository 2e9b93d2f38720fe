# ahead.sh <dotnet> [wait]: compiles the present host ahead of time and switches that in, for the next run. Never two at once.
# Silent, and never in the way: what went wrong is in .levain/hosts/ahead.log, and is not tried again for the same sources unless someone waits for it.
set -euo pipefail
CDPATH='' cd -P -- "${BASH_SOURCE[0]%/*}/../.."
. build/compile/lock.sh
hosts=$PWD/.levain/hosts
dotnet=$1

# The units of `current` that have no folder ahead of time yet, one a line.
waiting() {
  local unit
  LC_ALL=C tr '\t' '\n' <"$hosts/current" | LC_ALL=C sed -n 's/^\([^/]*\)\.jit\(\/.*\)*$/\1/p' | while IFS= read -r unit; do
    [[ -d $hosts/$unit.r2r ]] || echo "$unit"
  done
}

compile_ahead() {
  local unit
  waiting >.levain/build/ahead
  [[ -s .levain/build/ahead ]] || return 0
  rm -rf "$hosts/ahead.tmp"
  mkdir "$hosts/ahead.tmp"
  "$dotnet" msbuild build/compile/ReadyToRun.csproj -restore -t:Ahead -p:LevainCompileFolder=.levain/build -nologo -v:m -nodeReuse:false 8>&- || return 1
  while IFS= read -r unit; do
    mv "$hosts/ahead.tmp/$unit" "$hosts/$unit.r2r" || return 1
  done <.levain/build/ahead
}

# A build may have switched meanwhile, so each line is looked at as it is now.
switch() {
  local unit line next=
  lock compile "another build is compiling the host: waiting for it…"
  while IFS= read -r line; do
    if [[ $line == *.jit* ]]; then
      unit=${line%.jit*}
      unit=${unit##*$'\t'}
      [[ ! -d $hosts/$unit.r2r ]] || line=${line%.jit*}.r2r${line##*.jit}
    fi
    next+=$line$'\n'
  done <"$hosts/current"
  printf '%s' "$next" >"$hosts/next"
  mv -f "$hosts/next" "$hosts/current"
  unlock compile
}

if [[ ${2:-} == wait ]]; then
  lock ahead "another build is compiling ahead of time: waiting for it…"
else
  lock ahead || exit 0
  [[ ! -f $hosts/ahead.failed ]] || exit 0
fi

# Again when the host has changed meanwhile, but not for ever: the next run starts another.
for round in 1 2 3; do
  if ! compile_ahead >"$hosts/ahead.log" 2>&1; then
    : >"$hosts/ahead.failed"
    exit 1
  fi
  switch
  [[ -n $(waiting) ]] || exit 0
done

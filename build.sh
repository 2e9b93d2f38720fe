#!/usr/bin/env bash
# Starts the host: at once when nothing that it is compiled from has changed, else after compiling what did.
#
#   ./build.sh --target Train …        every argument goes to the host, and its exit code comes back (1 when it cannot be compiled)
#   LEVAIN_READYTORUN=background       compile ahead of time after a change: in the background (default), now, or off
#   LEVAIN_KEPT_HOSTS=12               how many compiled folders to keep that neither the present host nor a running one uses
#
# The host learns through LEVAIN_HOST what it is made of: first the folder of all hosts, then one line of words separated by tabs for each part, with
# paths below that folder: `host <folder>`, `model <name> <assembly>`, `broken <name> <log>`. It is the text itself and no path to it, so that a run
# never sees half of what a later one has switched in. Written for bash 3.2, which macOS has, and for any find, stat and sha256 command.
set -euo pipefail

# What the compiler may read, with size and times: comparing this text with the recorded one is all that an unchanged build costs.
states() {
  case $OSTYPE in
    linux-gnu*) inputs -printf '%p %s %T@ %C@\n' ;;
    darwin* | *bsd*) inputs -exec stat -L -f '%N %z %Fm %Fc' {} + ;;
    *) inputs -exec stat -L -c '%n %s %y %z' {} + ;;
  esac
}

# Everything below build/, src/ and models/ counts, since a project may embed anything. A model's lock is written by the host itself.
inputs() {
  find -L $roots build src models -type d \( -name bin -o -name obj -o -name node_modules -o -name '.?*' \) -prune -o -type f \
    \( ! -name '.*' -o -name '.*config' -o -name '.*.cs' \) ! -name model.lock.json ! -name '*.received.*' ! -name '*~' "$@" 2>/dev/null || :
}

find_dotnet() {
  if [[ -x ${DOTNET_ROOT:-}/dotnet && -f $DOTNET_ROOT/dotnet ]]; then
    dotnet=$DOTNET_ROOT/dotnet
  elif ! dotnet=$(type -P dotnet); then
    dotnet=${HOME:-}/.dotnet/dotnet
    [[ -x $dotnet ]] || dotnet=
  fi
}

# True when a compiled host is there and `states` are those that it was compiled from.
is_current() {
  [[ -f $hosts/manifest && -f $hosts/current ]] || return 1
  local recorded
  IFS= read -r -d '' recorded <"$hosts/manifest" || :
  [[ $1 == "${recorded%$'\n'}" ]] || return 1
  read_current
  [[ -f $hosts/$host/Build.dll ]] || return 1
  [[ ${LEVAIN_READYTORUN:-} != now || $current != *.jit* ]]
}

read_current() {
  IFS= read -r -d '' current <"$hosts/current" || :
  host=${current#host$'\t'}
  host=${host%%$'\n'*}
}

# The shell becomes the host: signals reach it, and its exit code is the answer.
run() {
  find_dotnet
  if [[ -z $dotnet ]]; then
    . build/compile/compile.sh
    want_sdk
  fi
  if [[ $current == *.jit* && ${LEVAIN_READYTORUN:-background} == background && ! -f $hosts/ahead.failed ]]; then
    (nice -n 19 bash build/compile/ahead.sh "$dotnet" </dev/null >/dev/null 2>&1 &)
  fi
  export LEVAIN_HOST="$hosts"$'\n'"$current"
  cd -- "$caller" 2>/dev/null || :
  exec "$dotnet" "$hosts/$host/Build.dll" "$@"
}

caller=$PWD
script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  target=$(readlink "$script")
  [[ $target == /* || $script != */* ]] || target=${script%/*}/$target
  script=$target
done
[[ $script == */* ]] || script=./$script
CDPATH='' cd -P -- "${script%/*}/"

hosts=$PWD/.levain/hosts
shopt -s nullglob
roots=$(echo *.props *.targets global.json [Nn]u[Gg]et.[Cc]onfig .editorconfig .globalconfig)
shopt -u nullglob

if ! is_current "$(states)"; then
  . build/compile/compile.sh
  compile
fi
run "$@"

#!/bin/sh
# A server of sockets that converses at once: boots the services, serves three clients, plays what was said again. $MRUN is the program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
MRUN=${MRUN:-mrun}
work=$(mktemp -d)
trap '"$MRUN" conv shutdown -c "$work/ubbconfig" -c -w 5 >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
sed -e "s|@KEY@|$((100000 + $$))|" -e "s|@HOST@|$(uname -n)|" -e "s|@DIR@|$work|" "$here/ubbconfig" >"$work/ubbconfig"
export TUXCONFIG="$work/ubbconfig" gtmroutines="$here" MRUN_DATABASE="$work/m.mrdb" MRUN_CACHE="$work/cache"

"$MRUN" conv boot -c "$TUXCONFIG"
"$MRUN" -run front "$work/door" &
front=$!
"$MRUN" -run guest^front "$work/door" amber gold &
"$MRUN" -run guest^front "$work/door" tin silver iron &
"$MRUN" -run guest^front "$work/door" lead &
wait $front
"$MRUN" conv shutdown -c "$TUXCONFIG" -c

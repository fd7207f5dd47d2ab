#!/bin/sh
# Boots the application in a folder of its own, converses, and shuts down. $MRUN is the program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
MRUN=${MRUN:-mrun}
work=$(mktemp -d)
trap '"$MRUN" conv shutdown -c "$work/ubbconfig" -c -w 5 >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
sed -e "s|@KEY@|$((100000 + $$))|" -e "s|@HOST@|$(uname -n)|" -e "s|@DIR@|$work|" "$here/ubbconfig" >"$work/ubbconfig"
export TUXCONFIG="$work/ubbconfig" gtmroutines="$here" MRUN_DATABASE="$work/m.mrdb" MRUN_CACHE="$work/cache"

"$MRUN" conv boot -c "$TUXCONFIG"
"$MRUN" -run figures
"$MRUN" conv admin -c "$TUXCONFIG" psc
"$MRUN" conv shutdown -c "$TUXCONFIG" -c

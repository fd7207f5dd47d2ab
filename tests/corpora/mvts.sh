#!/bin/bash
# Runs the MVTS drive under an engine: mvts.sh ENGINE [separate|one] [PARTS]
#   ENGINE    e.g. $gtm_dist/mumps or target/release/mrun (needs only -direct)
#   separate  one process a part, as the suite does (default); one: a single session, for engines whose globals
#             live in the process
#   PARTS     subset of "VV1 VV2 VV3 VV4 VV4TP" (the summary ^VSR always follows)
# Environment: MVTS_SKIP names groups to leave out; MVTS_HELPERS= (empty) leaves out difftime and waitforproctodie;
#   MVTS_DIR is the scratch directory; MVTS_TIMEOUT is in seconds a process (default 600).
set -u
skip=${MVTS_SKIP:-none}
engine=${1:?usage: mvts.sh ENGINE [separate|one] [PARTS]}; mode=${2:-separate}; parts=${3:-VV1 VV2 VV3 VV4 VV4TP}
suite=${MVTS_SUITE:?the folder mvts/inref of a checkout of YottaDB/YDBTest}
here=$(cd "$(dirname "$0")" && pwd)
helpers=${MVTS_HELPERS-$here/helpers} # own versions of the two routines that the suite takes from elsewhere
dir=${MVTS_DIR:-$(mktemp -d /tmp/mvts.XXXXXX)}; mkdir -p "$dir/obj" "$dir/src"; cd "$dir" || exit 1
dist=${gtm_dist:-/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64}
export gtm_dist=$dist LC_ALL=C TZ=UTC gtm_stdxkill=1 gtm_side_effects=1 gtm_poollimit=0
export gtmgbldir=$dir/mumps.gld gtmroutines="$dir/obj($dir/src $suite $helpers) $dist/libgtmutil.so"
rm -f mumps.gld mumps.dat vsr.log mvts.out
# MVTS_SKIP="V3JOB V3LOCK ...": the part drivers without those groups (for engines that have no JOB or TSTART yet).
for p in $parts; do
  grep -vE "^(${skip// /|}) W " "$suite/$p.m" > "$dir/src/$p.m"
done
case $engine in
*mumps) # the database that the suite asks for: -block=4096 -rec=1024 -key=255
  printf '%s\n' "change -segment DEFAULT -file=$dir/mumps.dat" 'change -segment DEFAULT -block=4096' \
    'change -region DEFAULT -rec=1024' 'change -region DEFAULT -key=255' exit | "$dist/mumps" -run GDE >db.log 2>&1
  "$dist/mupip" create >>db.log 2>&1 || { cat db.log; exit 1; } ;;
esac
# The extract's nodes as SET commands: M text that every engine can read (the first two lines are its header).
load() { tail -n +3 "$suite/set.ext" | sed 's/^/S /'; }
part() { # the commands of one part; V1AC1 needs NOBADCHAR, V1BR stops at BREAKs
  [ "$1" = VV1 ] && echo 'view "NOBADCHAR"'
  echo "D ^$1"
  [ "$1" = VV1 ] && yes ZCONTINUE | head -6
  [ "$1" = VV4 ] && printf 'filler\n\n' # two READs of V4KEY (they fail in any batch run) would eat the next commands
  true
}
session() { timeout "${MVTS_TIMEOUT:-600}" "$engine" -direct >>mvts.out 2>&1; local rc=$?; [ $rc = 0 ] || echo "$1: exit status $rc"; }
start=$SECONDS
if [ "$mode" = one ]; then
  { load; for p in $parts; do part $p; echo K; done; echo 'D ^VSR'; echo H; } | session all
else
  { load; echo H; } | session load
  for p in $parts; do t=$SECONDS; { part $p; echo H; } | session $p; echo "$p: $((SECONDS-t)) s"; done
  { echo 'D ^VSR'; echo H; } | session VSR
fi
echo "scratch directory $dir, $((SECONDS-start)) s"
echo "failures seen in the transcript:"; grep -a '\*\* FAIL \|\*FAIL ' mvts.out | head -40
grep -a '^SUBTOTAL\|^PART-.*PASS' vsr.log
grep -a -A12 'GRAND TOTAL' vsr.log || { echo 'no GRAND TOTAL; last lines of the transcript:'; tail -15 mvts.out; }

#!/usr/bin/env bash
# Runs .ci/run in a made-up tree, where bazelw writes a given record of events.
set -euo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
mkdir -p "$TEST_TMPDIR/tree/.ci"
cd "$TEST_TMPDIR/tree"
export HOSTTYPE=x86_64
cp "${script%/*}/../.ci/run" .ci/run
cat >bazelw <<'END'
#!/bin/bash
echo "$*" >>calls
case "$*" in
  query*full*) cat full ;;
  query*arm64*) cat arm64 ;;
  *--with=arm64*--config=arm64*) record=arm64 ;;
  *) record=small ;;
esac
[[ -z ${record:-} ]] && exit
for argument in "$@"; do
  [[ $argument != --build_event_json_file=* ]] || cat "$record.json" >"${argument#*=}"
done
exit "$(cat "$record.status")"
END
chmod +x bazelw
# Of no commit, until one is given.
mkdir bin
export PATH=$PWD/bin:$PATH
give_commit() { printf '#!/bin/bash\n%s\n' "$1" >bin/git; chmod +x bin/git; }
give_commit "exit 1"

# configured LABEL, summary LABEL STATUS: one event of Bazel's.
configured() { printf '{"id":{"targetConfigured":{"label":"%s"}},"configured":{"testSize":"SMALL"}}\n' "$1"; }
summary() { printf '{"id":{"testSummary":{"label":"%s"}},"testSummary":{"overallStatus":"%s"}}\n' "$1" "$2"; }

# expect STATUS LAST_LINE: what .ci/run must do.
expect() {
  local status=0 last
  rm -f calls
  last=$(cd / && "$TEST_TMPDIR/tree/.ci/run" 2>/dev/null | tail -n 1; exit "${PIPESTATUS[0]}") || status=$?
  if [[ $status != "$1" || $last != "$2" ]]; then
    echo "FAILED: expected status $1 and '$2', got status $status and '$last'" >&2
    exit 1
  fi
}

# All pass, one at the second try; a library is no test; there are no tests with tags.
: >full
: >arm64
echo 0 >small.status
{ configured //a; configured //b; echo '{"id":{"targetConfigured":{"label":"//lib"}},"configured":{}}'
  summary //a PASSED; summary //b FLAKY; } >small.json
expect 0 "2 passed, 0 failed"
if grep -q -e --with calls; then
  echo "FAILED: asked for the large packages without a test that wants them" >&2
  exit 1
fi

# One fails, one did not build, one has no status.
echo 1 >small.status
{ configured //a; configured //b; configured //c; configured //d
  summary //a PASSED; summary //b FAILED; summary //d NO_STATUS; } >small.json
expect 1 "1 passed, 3 failed"

# Tests tagged full run with the others, with the large packages.
echo //e >full
{ configured //a; configured //e; configured //f; summary //a PASSED; summary //e PASSED; summary //f TIMEOUT; } >small.json
echo 3 >small.status
expect 3 "2 passed, 1 failed"
grep -q -e '--with=full .*--test_tag_filters=.*//\.\.\.$' calls || { echo "FAILED: without tests tagged full: $(<calls)" >&2; exit 1; }

# So are those of the cross build, though not on a machine of that architecture.
echo //a >arm64
{ configured //a; summary //a FAILED; } >arm64.json
echo 0 >small.status
echo 5 >arm64.status
expect 5 "2 passed, 2 failed"
HOSTTYPE=aarch64 expect 0 "2 passed, 1 failed"

# Of the other builds a commit gets one: clang, gcc_O0 and arm64 in turn.
echo 0 >arm64.status
for turn in 0000 -gcc_O0 0001 -clang 0002 -clang,-gcc_O0; do
  if [[ $turn != -* ]]; then give_commit "echo 00${turn}0123456789"; continue; fi
  "$TEST_TMPDIR/tree/.ci/run" >/dev/null 2>&1 || true
  grep -q -e "--test_tag_filters=$turn " calls || { echo "FAILED: $turn: $(<calls)" >&2; exit 1; }
  [[ $turn != *,* ]] && wanted=0 || wanted=1
  [[ $(grep -c -e --config=arm64 calls) == "$wanted" ]] || { echo "FAILED: arm64 with $turn: $(<calls)" >&2; exit 1; }
  rm calls
done
TENFOLD_ALL_BUILDS=1 expect 0 "2 passed, 2 failed"
give_commit "exit 1"

# Nothing ran.
: >full
: >arm64
: >small.json
expect 1 "0 passed, 0 failed"
echo 4 >small.status
expect 4 "0 passed, 0 failed"

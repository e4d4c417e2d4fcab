#!/usr/bin/env bash
# A series is measured, fitted and written as JSON; what a user can get wrong ends with one line. No time is checked.
set -uo pipefail
growth=$PWD/$1
cd "$TEST_TMPDIR" || exit 1

fail() {
  echo "FAILED: $1" >&2
  cat stdout stderr 2>/dev/null
  exit 1
}

"$growth" --quick --ms=1 --keep_disturbed --series=points --json=growth.json >stdout 2>stderr || fail 'a series'
jq -e '.interrupted == false and .map == [] and .crossovers == []' growth.json >/dev/null || fail 'no map was asked for'
grep -q '^points .*simd .*31623: ' stdout || fail 'no line of the series'
jq -e '.growth[0] | .series == "points" and .engine == "simd" and (.points | length) == 3 and
  all(.points[]; .seconds > 0) and .time_exponent.low < .time_exponent.high' growth.json >/dev/null || fail 'JSON of the series'

"$growth" --help >stdout 2>stderr || fail 'exit code of --help'
grep -q -- '--series (' stdout || fail '--help names no flags'

expect_error() { # PATTERN ARGUMENT...
  local pattern=$1
  shift
  if "$growth" "$@" >stdout 2>stderr; then fail "exit code 0: $*"; fi
  if [[ $(wc -l <stderr) != 1 ]] || ! grep -q -- "$pattern" stderr; then fail "not one line with '$pattern': $*"; fi
}
expect_error '--series: unknown series "depth"' --series=depth
expect_error '--engine: unknown engine "sim"' --engine=sim
expect_error '--ms is 0' --ms=0
expect_error '--minutes is -1' --minutes=-1
expect_error 'no/such' --json=no/such/x.json
echo passed

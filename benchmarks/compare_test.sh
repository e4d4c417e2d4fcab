#!/usr/bin/env bash
# The exit codes of :compare and its error lines.
set -uo pipefail
compare=$PWD/$1
cd "$TEST_TMPDIR" || exit 1

fail() {
  echo "FAILED: $1" >&2
  cat stdout stderr 2>/dev/null
  exit 1
}

# session FILE FACTOR: one row of five samples.
session() {
  jq -n --argjson factor "$2" '{cpu: "a", timings: [{workload: "W1 b10", engine: "simd", configuration: "",
    samples: [[1.00, 100], [1.01, 100], [0.99, 100], [1.005, 100], [0.995, 100]] | map([.[0] * $factor, .[1]])}]}' >"$1"
}
session a.json 1
session b.json 1.1
"$compare" a.json a.json >stdout 2>stderr || fail 'a session and itself'
grep -q 'simd.*1.000.*same' stdout || fail 'same'
"$compare" a.json b.json >stdout 2>stderr
[[ $? == 1 ]] || fail 'exit code of slower'
grep -q 'simd.*1.100.*slower' stdout || fail 'slower'
"$compare" b.json a.json >stdout 2>stderr || fail 'exit code of faster'
grep -q faster stdout || fail 'faster'

expect_error() { # PATTERN ARGUMENT...
  local pattern=$1
  shift
  "$compare" "$@" >stdout 2>stderr
  [[ $? == 3 ]] || fail "exit code: $*"
  if [[ $(wc -l <stderr) != 1 ]] || ! grep -q -- "$pattern" stderr; then fail "not one line with '$pattern': $*"; fi
}
echo '{"timings": 1}' >no_session.json
echo '{' >no_json.json
expect_error 'two JSON files' a.json
expect_error 'no_such.json' a.json no_such.json
expect_error 'no_json.json: is not JSON' no_json.json a.json
expect_error 'the second is not' a.json no_session.json
echo passed

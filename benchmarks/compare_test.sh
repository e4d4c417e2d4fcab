#!/usr/bin/env bash
# The exit codes of :compare and :repeatability, and their error lines.
set -uo pipefail
compare=$PWD/$1
repeatability=$PWD/$2
cd "$TEST_TMPDIR" || exit 1

fail() {
  echo "FAILED: $1" >&2
  cat stdout stderr 2>/dev/null
  exit 1
}

# What every session says of how it was made.
made='{commit: "c", contract_version: 1, compiler: "g++", versions: {}, cpu: "a", date: "2020-01-02T03:04:05Z", isa: "avx2", cores: 2,
  flags: "", memory_gbps: 10, triad: [], blas: null, cleared_environment: [], peak_gflops: {"1": 100, "2": 200},
  kept_disturbed: false, interrupted: false, busy_at_start: 0, seconds_taken: 9, quick: false, ratios: [], not_measured: [],
  timings: [], configurations: []}'
# session FILE FACTOR: one row of five samples.
session() {
  jq -n --argjson factor "$2" "$made"' + {timings: [{workload: "W1 b10", engine: "simd", configuration: "", cores: 1, seconds: 1,
    all_disturbed: false, samples_per_s: 1, gflops: 1, share_of_peak: 0.1, useful_share_of_peak: 0.1, peak_rss_bytes: 1, load_s: 0.1,
    samples: [[1.00, 100], [1.01, 100], [0.99, 100], [1.005, 100], [0.995, 100]] | map([.[0] * $factor, .[1]])}]}' >"$1"
}
# repeat FILE RATIO: one row.
repeat() {
  jq -n --argjson ratio "$2" "$made"' + {quick: true, ratios: [{workload: "W1", engine: "simd", baseline: "libtorch",
    configuration: "", ratio: $ratio, low: ($ratio - 0.1), high: ($ratio + 0.1), standard_error: 0.01, rounds: 4,
    disturbed_rounds: 0, narrow: true}]}' >"$1"
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

jq '.timings[0].configuration = "tuned" | .timings += [.timings[0] | .workload = "W2"] | .interrupted = true' a.json >c.json
jq '.timings += [.timings[0] | .workload = "W2" | .configuration = "tuned"]' a.json >d.json
"$compare" d.json c.json >stdout 2>stderr || fail 'another configuration'
grep -q '^note: c.json was interrupted' stdout || fail 'reservations'
grep -q '^2 rows are not compared' stdout || fail 'rows that are not compared'
grep -q 'W1 b10 simd, tuned: another configuration' stdout || fail 'names of rows that are not compared'

repeat 1.json 2
repeat 2.json 2.15
repeat 3.json 2.3
"$repeatability" 1.json 2.json 1.json >stdout 2>stderr || fail 'exit code of overlapping intervals'
grep -q '^3 sessions: all intervals overlap in 1 of 1 rows' stdout || fail 'overlapping'
grep -q '^note: 2.json was made with --quick' stdout || fail 'notes of repeatability'
"$repeatability" 1.json 2.json 3.json >stdout 2>stderr
[[ $? == 1 ]] || fail 'exit code of intervals apart'
grep -q '^apart: W1, simd beside libtorch' stdout || fail 'apart'
"$repeatability" 1.json >stdout 2>stderr
[[ $? == 3 ]] || fail 'one session'

for program in "$compare" "$repeatability"; do
  "$program" --help >stdout 2>stderr || fail "exit code of --help: $program"
  grep -q 'Exit code 0' stdout || fail "--help says nothing: $program"
done

expect_error() { # PATTERN ARGUMENT...
  local pattern=$1
  shift
  "$compare" "$@" >stdout 2>stderr
  [[ $? == 3 ]] || fail "exit code: $*"
  if [[ $(wc -l <stderr) != 1 ]] || ! grep -q -- "$pattern" stderr; then fail "not one line with '$pattern': $*"; fi
}
jq '.timings[0].samples[1] = [1]' a.json >no_session.json
echo '{' >no_json.json
expect_error 'two JSON files' a.json
expect_error 'no_such.json' a.json no_such.json
expect_error 'no_json.json: not valid JSON' no_json.json a.json
expect_error 'no_session.json: "timings.0..samples.1." is not a pair of numbers above 0' a.json no_session.json
echo passed

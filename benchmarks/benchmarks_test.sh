#!/usr/bin/env bash
# The benchmarks run, agree and write JSON: every engine on short ones, for as short as can be. No time is checked.
set -uo pipefail
benchmarks=$PWD/$1
json=$TEST_TMPDIR/benchmarks.json

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

"$benchmarks" --benchmark_filter='^(peak/fma|operation/(Linear 25-25 b10|Adam|CrossEntropy)|(epoch|step)/(W1 b100|W2|MLP))' \
  --benchmark_min_time=0.001 --benchmark_repetitions=2 --benchmark_out="$json" >"$TEST_TMPDIR/table" || fail 'exit code'
cat "$TEST_TMPDIR/table"
grep -q '^epoch/W1 b100/simd .*%' "$TEST_TMPDIR/table" || fail 'the table has no line of an epoch'
jq -e '[.benchmarks[] | select(.error_occurred)] == []' "$json" >/dev/null || fail 'a benchmark refused'
for engine in reference simd eigen onednn; do
  jq -e --arg name "epoch/W2/$engine/real_time" '
    [.benchmarks[] | select(.run_name == $name and .aggregate_name == "median")] | length == 1 and
    (.[0] | .real_time > 0 and ."GFLOP/s" > 0 and .peak > 0 and .peak < 1.5 and ."samples/s" > 0)' "$json" >/dev/null ||
    fail "epoch/W2/$engine"
done
jq -e '.context.isa | length > 0' "$json" >/dev/null || fail 'the context names no instruction set'

"$benchmarks" --help >/dev/null || fail 'exit code of --help'
if "$benchmarks" --benchmark_filter=nothing_like_it >/dev/null 2>&1; then fail 'nothing to run is no error'; fi
if "$benchmarks" --no_such_flag >/dev/null 2>&1; then fail 'an unknown flag is no error'; fi
echo passed

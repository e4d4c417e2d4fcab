#!/usr/bin/env bash
# A side-by-side session runs, agrees and writes its JSON; what a user can get wrong ends with one line. No time is checked.
set -uo pipefail
side_by_side=$PWD/$1
compare=$PWD/$2
cd "$TEST_TMPDIR" || exit 1
json=session.json

fail() {
  echo "FAILED: $1" >&2
  cat stdout stderr 2>/dev/null
  exit 1
}

# The machine that tests is busy: nothing is thrown away here, and the rounds end a session, not the clock.
short=(--keep_disturbed --ms=2 --most_rounds=2 --least_rounds=2 --minutes=600)
OPENBLAS_CORETYPE=Haswell "$side_by_side" "${short[@]}" --engines=simd,eigen --rows='W1 b100' --json=$json >stdout 2>stderr ||
  fail 'a session'
grep -q '^W1 b100 .*simd .*\[.*\]' stdout || fail 'no row in the table'
jq -e '.ratios | length > 0 and all(.workload and .engine and .baseline and .ratio > 0 and .low <= .ratio and
  .ratio <= .high and .rounds == 2)' $json >/dev/null || fail 'ratios'
jq -e '.cpu and .isa and .date and .compiler and .flags and .versions and .peak_gflops["1"] > 0' $json >/dev/null ||
  fail 'machine'
jq -e '[.timings[] | select(.workload == "W1 b100" and .engine == "simd")] | length == 1 and
  (.[0] | .seconds > 0 and (.samples | length) == 4 and .gflops > 0 and .training_bytes >= 0 and
    .flops_per_byte > 0 and .load_s > 0 and .cold_start_s > 0 and .plan_s > 0)' $json >/dev/null ||
  fail 'timings'
jq -e '.cleared_environment | index("OPENBLAS_CORETYPE=Haswell")' $json >/dev/null || fail 'the environment was not cleared'
if jq -e '.blas == null' $json >/dev/null; then
  jq -e 'all(.ratios[]; .baseline == "eigen")' $json >/dev/null || fail 'baseline without LibTorch'
else
  jq -e '.blas.kernel | length > 0' $json >/dev/null || fail 'the kernel of the BLAS'
  jq -e '[.ratios[] | select(.engine == "simd") | .baseline] | sort == ["libtorch", "libtorch-autograd", "libtorch-sweep"]' $json >/dev/null ||
    fail 'baselines'
  jq -e '[.ratios[] | select(.baseline == "libtorch-autograd") | .configuration | startswith("autograd, ")] | length > 0 and all' \
    $json >/dev/null || fail 'autograd'
  # Each is tried, those near the fastest once more.
  jq -e '[.configurations[] | select(.workload == "W1 b100")] | length == 8 and all(.times >= 1)' $json >/dev/null || fail 'configurations tried'
fi

# What was written is read: nothing is slower than itself.
"$compare" $json $json >stdout 2>stderr || fail 'a session compared with itself'

# Operations share a process, sweeps have two cores.
"$side_by_side" "${short[@]}" --engines=simd,onednn --rows='operation/Linear 25-25' --json=$json >stdout 2>stderr || fail operations
jq -e '[.timings[] | select(.engine == "simd")] | length == 6' $json >/dev/null || fail 'rows of operations'
"$side_by_side" "${short[@]}" --engines=simd,eigen --rows=sweep/disc --json=$json >stdout 2>stderr || fail sweep
jq -e '.interrupted == false and .ratios[0].workload == "sweep/disc/paper"' $json >/dev/null || fail 'row of a sweep'
# Of rows on two cores both are probed whatever an engine uses: one alone looks like half a machine.
"$side_by_side" "${short[@]}" --engines=simd,eigen --rows='W2 2 cores' --json=$json >stdout 2>stderr || fail 'two cores'
grep -q '^one group of rows, for ' stdout || fail 'the number of groups'
jq -e '[.timings[].cores] | length >= 2 and all(. == 2)' $json >/dev/null || fail 'cores that were probed'

# interrupt SIGNAL CODE FILE: a session that would go on for hours ends, with what it has.
interrupt() {
  rm -f stdout
  "$side_by_side" --keep_disturbed --ms=2 --most_rounds=100000 --least_rounds=100000 --minutes=600 --engines=simd,eigen \
    --rows='W1 b100' --json=session.json >stdout 2>stderr &
  local session=$!
  until grep -qs 'minutes at most' stdout; do sleep 0.1; done
  sleep 0.5
  kill "-$1" $session
  wait $session
  [[ $? == "$2" ]] || fail "exit code after $1"
  jq -e '.interrupted and (.ratios | type == "array")' "$3" >/dev/null || fail "JSON after $1"
  # It is read, though there may be nothing in it to compare.
  "$compare" "$3" "$3" >stdout 2>stderr || grep -q '^error: no row in common' stderr || fail "the JSON after $1 is not read"
}
cp session.json before.json
interrupt INT 130 session.json.interrupted
cmp -s session.json before.json || fail 'an interrupted session replaced a whole one'
rm session.json
interrupt TERM 143 session.json

"$side_by_side" --help >stdout 2>stderr || fail 'exit code of --help'
grep -q -- '--least_rounds (' stdout || fail '--help names no flags'

expect_error() { # PATTERN ARGUMENT...
  local pattern=$1
  shift
  rm -f $json
  if "$side_by_side" "$@" --json=$json >stdout 2>stderr; then fail "exit code 0: $*"; fi
  if [[ $(wc -l <stderr) != 1 ]] || ! grep -q -- "$pattern" stderr; then fail "not one line with '$pattern': $*"; fi
  if [[ -s stdout || -e $json ]]; then fail "wrote something: $*"; fi
}
expect_error '--engines: unknown engine "sim"; there are reference, simd' --engines=sim
expect_error '--rows: no row has "W9" in its name' --rows=W9
expect_error '--rows: --quick has only W1 to W3' --quick --rows=operation/
for flag in --ms=0 --ms=nan --minutes=-1 --minutes=inf --least_rounds=1 --most_rounds=0; do
  expect_error "${flag%=*} is " "$flag"
done
expect_error '--most_rounds is 3; it must not be below --least_rounds, 5' --most_rounds=3 --least_rounds=5
expect_error '"W1" is not a flag' W1
mkdir -p no_peers/lib
for peers in no/such/environment no_peers; do
  expect_error "--peers (or TENFOLD_PEERS) is \".*$peers\".*; ./bazelw --with=peers " --peers=$peers
done
if "$side_by_side" --json=no/such/folder/x.json >stdout 2>stderr; then fail 'a folder that is not there'; fi
grep -q no/such/folder stderr || fail 'the folder is not named'
mkdir folder
if "$side_by_side" --json=folder >stdout 2>stderr; then fail 'a folder as a file'; fi
if [[ $(wc -l <stderr) != 1 || -s stdout ]] || ! grep -q 'folder: is a folder' stderr; then fail 'a folder as a file: one line'; fi
echo passed

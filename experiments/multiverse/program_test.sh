#!/usr/bin/env bash
# The program trains a setting of the grid once, under the digest of the declaration, and refuses what does not fit.
set -euo pipefail
program=experiments/multiverse/multiverse
folder=$TEST_TMPDIR/results

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

# expect_error TEXT FLAG...: exit code 1, one line on stderr that has TEXT.
expect_error() {
  local text=$1 code=0
  shift
  "$program" "$@" 2>"$TEST_TMPDIR/stderr" || code=$?
  ((code == 1)) || fail "exit code $code of $*"
  if [[ $(wc -l <"$TEST_TMPDIR/stderr") != 1 ]] || ! grep -qF -- "$text" "$TEST_TMPDIR/stderr"; then
    fail "$* said: $(<"$TEST_TMPDIR/stderr")"
  fi
}

"$program" --grids=disc --settings=5 --results_dir="$folder" 2>"$TEST_TMPDIR/stderr" || fail "$(<"$TEST_TMPDIR/stderr")"
grep -q '20 to run' "$TEST_TMPDIR/stderr" || fail "$(<"$TEST_TMPDIR/stderr")"
record=$(find "$folder/disc" -name 'seed-03.json' | head -1)
declaration=$(sha256sum experiments/multiverse/declaration.cc | cut -d ' ' -f 1)
[[ $(jq -r .provenance.claims_digest "$record") == "$declaration" ]] || fail "$(jq .provenance "$record")"
[[ ! -e $folder/artifacts ]] || fail "there are artifacts"

"$program" --grids=disc --settings=5 --results_dir="$folder" 2>"$TEST_TMPDIR/stderr"
grep -q '0 to run' "$TEST_TMPDIR/stderr" || fail "a second time: $(<"$TEST_TMPDIR/stderr")"

# Setting 20 has 25 points a batch and all else as the preset: another sweep makes the same runs.
experiments/disc/disc --set=batch_size=25 --seeds=0 --variants=depth-3 --results_dir="$TEST_TMPDIR/other" >/dev/null 2>&1
overrides=$(find "$TEST_TMPDIR/other/disc" -mindepth 1 -maxdepth 1 -printf '%f')
[[ $overrides == paper,batch_size=25 ]] || fail "$overrides"
code=0
"$program" --grids=disc --settings=20 --results_dir="$TEST_TMPDIR/other" 2>"$TEST_TMPDIR/stderr" || code=$?
((code == 1)) || fail "another sweep's runs: exit code $code"
grep -q 'was made by another sweep' "$TEST_TMPDIR/stderr" || fail "another sweep's runs: $(<"$TEST_TMPDIR/stderr")"

expect_error 'unknown grid "ladder"; there are pairs, disc' --grids=ladder
expect_error 'there is no setting 128' --grids=disc --settings=128
expect_error '--settings: ' --settings=x
expect_error '--output: the file is of all settings' --output=x.json --settings=1
expect_error '--jobs' --jobs=-1

#!/usr/bin/env bash
# The file of replicates: the same bytes however it comes to be, and not mixed with what is not of its kind.
set -uo pipefail
# shellcheck source=experiments/testing/expect_error.sh
source experiments/testing/expect_error.sh

variance=$PWD/experiments/variance/variance
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1
export TENFOLD_COMMIT=0123456789

"$variance" --replicates=6 --jobs=2 --output=two_jobs.json >stdout 2>stderr || fail 'two jobs'
grep -q '^pairs/paper/mlp-shared-aux: 6 replicates$' stdout || fail 'says how many there are'
grep -q '^  test draw, % ' stdout || fail 'says what comes from the test draw'
"$variance" --replicates=6 --jobs=1 --output=one_job.json >stdout 2>stderr || fail 'one job'
cmp one_job.json two_jobs.json || fail 'the number of jobs changes the file'

# Fewer first, then interrupted in the midst of the others: in the end the same bytes.
"$variance" --replicates=1 --output=grown.json >stdout 2>stderr || fail 'the first replicate'
rm stderr
"$variance" --replicates=6 --jobs=1 --output=grown.json >stdout 2>stderr &
until [[ -s stderr ]]; do sleep 0.1; done
sleep 0.3
kill -TERM $!
wait $!
[[ $? == 143 ]] || fail 'an interruption ends it with 143'
grep -q '^interrupted: the same command goes on$' stderr || fail 'says that it goes on'
cmp -s grown.json one_job.json && fail 'it was interrupted too late to show anything'
"$variance" --replicates=6 --output=grown.json >stdout 2>stderr || fail 'goes on'
cmp grown.json one_job.json || fail 'an interruption changes the file'
"$variance" --replicates=3 --output=grown.json >stdout 2>stderr || fail 'fewer than there are'
cmp grown.json one_job.json || fail 'fewer than there are: nothing is lost'

expect_error '--output is missing' "$variance"
expect_error '--replicates is -1, wants 1 to 5000' "$variance" --replicates=-1 --output=x.json
expect_error '--replicates is 5001, wants 1 to 5000' "$variance" --replicates=5001 --output=x.json
expect_error '--jobs is -1' "$variance" --jobs=-1 --output=x.json
expect_error 'no/such/x.json' "$variance" --output=no/such/x.json
expect_error '"x" is not a flag' "$variance" x
refused() { # PATTERN: what bad.json has; it stays
  cp bad.json kept.json
  expect_error "$1" "$variance" --replicates=6 --output=bad.json
  cmp bad.json kept.json || fail "bad.json was changed"
}
changed() { sed "$1" one_job.json >bad.json; }
changed 's/0123456789/9876543210/'
refused 'bad.json: its commit is "9876543210", not this program.s "0123456789"; expected another --output'
changed 's/"source_digest": "./"source_digest": "x/'
refused 'bad.json: its source_digest is "x'
changed 's/"dataset_digest": "./"dataset_digest": "x/'
refused 'bad.json: its dataset_digest is "x'
changed 's/"test_draws": 20/"test_draws": 10/'
refused 'bad.json: its test_draws is "10", not this program.s "20"'
changed 's/mlp-shared-aux/mlp-shared/'
refused 'bad.json: its settings is "pairs/paper/mlp-shared '
changed 's/"test_draws": 20/"test_draws": 1/'
refused 'bad.json: "test_draws" is not an integer from 2 on'
changed '0,/"[0-9]* /s/"\([0-9]*\) /"-\1 /'
refused 'bad.json: "settings.0..replicates.0." is not 17 integers from 0 on'
head -c 300 one_job.json >bad.json
refused 'bad.json: not valid JSON'
printf '' >bad.json
refused 'bad.json: not valid JSON'

[[ $failures == 0 ]] && echo "$cases bad inputs were refused"
exit "$failures"

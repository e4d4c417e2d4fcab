#!/usr/bin/env bash
# The file of tested networks: the same bytes however it comes to be, and not mixed with what is not of its kind.
set -uo pipefail
# shellcheck source=experiments/testing/expect_error.sh
source experiments/testing/expect_error.sh

exhaustive=$PWD/experiments/exhaustive/exhaustive
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1
export TENFOLD_COMMIT=0123456789
only=--only=paper/mlp-shared # and -aux

"$exhaustive" $only --networks=2 --jobs=2 --output=two_jobs.json >stdout 2>stderr || fail 'two jobs'
grep -q '^pairs/paper/mlp-shared: 2 networks; 0 of 10000 checked pairs have other outputs by the whole network$' stdout ||
  fail 'says how many there are, and that the whole network answers the same'
grep -q '^pairs/paper/mlp-shared-aux: 2 of 2 networks$' stderr || fail 'says how far it is'

# One first, then interrupted in the midst of the others: in the end the same bytes.
"$exhaustive" $only --networks=1 --jobs=1 --output=grown.json >stdout 2>stderr || fail 'the first networks'
rm stderr
"$exhaustive" $only --networks=2 --jobs=1 --output=grown.json >stdout 2>stderr &
until [[ -s stderr ]]; do sleep 0.1; done
kill -TERM $!
wait $!
[[ $? == 143 ]] || fail 'an interruption ends it with 143'
grep -q '^interrupted: the same command goes on$' stderr || fail 'says that it goes on'
cmp -s grown.json two_jobs.json && fail 'it was interrupted too late to show anything'
"$exhaustive" $only --networks=2 --jobs=1 --output=grown.json >stdout 2>stderr || fail 'goes on'
cmp grown.json two_jobs.json || fail 'jobs or an interruption change the file'
"$exhaustive" $only --networks=1 --output=grown.json >stdout 2>stderr || fail 'fewer than there are'
cmp grown.json two_jobs.json || fail 'fewer than there are: nothing is lost'

expect_error '--output is missing' "$exhaustive"
expect_error '--networks is -1, wants 1 to 1000' "$exhaustive" --networks=-1 --output=x.json
expect_error '--networks is 1001, wants 1 to 1000' "$exhaustive" --networks=1001 --output=x.json
expect_error '--jobs is -1' "$exhaustive" --jobs=-1 --output=x.json
expect_error '--only: no setting has "none"' "$exhaustive" --only=none --output=x.json
expect_error 'no/such/x.json' "$exhaustive" --output=no/such/x.json
expect_error '"x" is not a flag' "$exhaustive" x
[[ ! -e x.json ]] || fail 'an error leaves a file'
refused() { # PATTERN: what bad.json has; it stays
  cp bad.json kept.json
  expect_error "$1" "$exhaustive" --networks=3 --output=bad.json
  cmp bad.json kept.json || fail "bad.json was changed"
}
changed() { sed "$1" two_jobs.json >bad.json; }
changed 's/0123456789"/9876543210"/'
refused 'bad.json: its commit is "9876543210", not this program.s "0123456789"; expected another --output'
changed 's/"source_digest": "./"source_digest": "x/'
refused 'bad.json: its source_digest is "x'
changed 's/"dataset_digest": "./"dataset_digest": "x/'
refused 'bad.json: its dataset_digest is "x'
changed 's/"checked_pairs": 5000/"checked_pairs": 10000/'
refused 'bad.json: its checked_pairs is "10000", not this program.s "5000"'
changed 's/mlp-shared-aux/mlp-both/'
refused 'bad.json: its settings is "pairs/paper/'
changed '/"resampled"/,/\]/{s/^ *"[0-9 ]*",$//}'
refused 'bad.json: its resamples is "25", not this program.s "1000"'
changed '0,/"wrong": /s/"wrong": /"wrong": -/'
refused 'bad.json: "settings.4..networks.0..wrong" is not an integer from 0 on'
head -c 300 two_jobs.json >bad.json
refused 'bad.json: not valid JSON'
printf '' >bad.json
refused 'bad.json: not valid JSON'

[[ $failures == 0 ]] && echo "$cases bad inputs were refused"
exit "$failures"

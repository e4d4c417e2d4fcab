#!/usr/bin/env bash
# publish_test.sh PUBLISH REPORT RECORDS: publishing in a tree of its own, with moves that fail and kills at each, on a file system that can
# exchange two names and on one that cannot: what is published stays whole, as it was or as it is to be.
set -uo pipefail
runfiles=$PWD publish=$PWD/$1 report=$2 records=$PWD/reports/$3
shim=$PWD/experiments/testing/libwrite_shim.so
mkdir -p "$TEST_TMPDIR/tree/reports" && cd "$TEST_TMPDIR/tree" || exit 1
export BUILD_WORKSPACE_DIRECTORY=$PWD BUILD_WORKING_DIRECTORY=$PWD
failures=0
fail() {
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' "$TEST_TMPDIR/output"
  failures=$((failures + 1))
}
publishes() { (cd "$runfiles" && "$publish" "$report" --regenerate) >"$TEST_TMPDIR/output" 2>&1; }
# As `bazel run` starts it, with a shim that disturbs a call of the report program.
disturbed() { # CALL FAULT
  (export LD_PRELOAD=$shim WRITE_SHIM_FOLDER=$PWD WRITE_SHIM_AT=$1 WRITE_SHIM_FAULT=$2 && publishes)
}
# What is there, but for the pictures, which are the same.
content() { (cd reports/published 2>/dev/null && find . -type f ! -name '*.svg' ! -name report.html -print0 | sort -z | xargs -0 sha256sum); }

# The old report is of two records, the new one of the first of them.
gunzip --to-stdout "$records" | grep '^{"run_id":"disc/paper/depth-3/simd/seed-0[01]"' >two.jsonl
mkdir reports/published && gzip --no-name <two.jsonl >reports/published/records.jsonl.gz && touch reports/published/numbers.json
publishes || fail 'it publishes'
old=$(content)
[[ $(ls -A reports) == published && -s reports/published/report.html ]] || fail 'it publishes, and nothing else is there'
cp -r reports old
head -n 1 two.jsonl | gzip --no-name >reports/published/records.jsonl.gz
publishes || fail 'it publishes one record'
new=$(content)
[[ $new != "$old" ]] || fail 'the two are different'

prepare() {
  rm -rf reports && cp -r old reports
  head -n 1 two.jsonl | gzip --no-name >reports/published/records.jsonl.gz
  before=$(content)
}
# With what the variable says of exchanges.
for no_exchange in '' yes; do
  [[ -z $no_exchange ]] || export WRITE_SHIM_NO_EXCHANGE=$no_exchange
  prepare && rm -f "$TEST_TMPDIR/log"
  (export WRITE_SHIM_LOG=$TEST_TMPDIR/log && disturbed 0 none) || fail 'with a log'
  [[ $(content) == "$new" ]] || fail 'the shim changes nothing'
  mapfile -t moves < <(grep -nE '^(failed )?(exchange|rename) ' "$TEST_TMPDIR/log" | cut -d: -f1)
  ((${#moves[@]} >= ${no_exchange:+1} + 1)) || fail 'a move at least'
  for call in "${moves[@]}"; do
    for fault in EIO KILL; do
      prepare
      # Where two names cannot be exchanged for once, two moves do.
      if disturbed "$call" "$fault" && [[ $fault == KILL || -n $no_exchange ]]; then fail "$fault at call $call is an error"; fi
      [[ $(content) == "$before" || $(content) == "$new" ||
        (-n $no_exchange && $fault == KILL && $(find reports -path '*/replaced/REPORT.md') != '') ]] ||
        fail "$fault at call $call: neither the old report nor the new one"
      publishes || fail "$fault at call $call, then again"
      [[ $(ls -A reports) == published ]] || fail "$fault at call $call: something is left"
      [[ $fault != KILL || $(content) == "$new" ]] || fail "$fault at call $call, then again: the new one"
    done
  done
done

# A link among what is read is refused.
prepare
artifacts=reports/published/artifacts/disc/paper/depth-3/simd/seed-00
mkdir -p "$artifacts" && ln -s /etc/passwd "$artifacts/grid.csv"
if publishes; then fail 'a link among the artifacts'; fi
grep -q "^error: .*$artifacts/grid.csv: a symbolic link" "$TEST_TMPDIR/output" || fail 'the link is named'
[[ $(content) == "$before" && -L $artifacts/grid.csv ]] || fail 'a refusal changes nothing'
exit "$((failures > 0))"

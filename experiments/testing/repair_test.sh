#!/usr/bin/env bash
# Many foreign files are set aside in one go: the store says how far it is, and does not make each file last by itself.
set -uo pipefail
store=$PWD/experiments/store
shim=$PWD/experiments/testing/libwrite_shim.so
cd "$TEST_TMPDIR" || exit 1

fail() {
  echo "FAILED: $1"
  tail -n 3 said log
  exit 1
}

mkdir -p results/{a,b} && (cd results && seq -f a/%g.txt 6000 | xargs touch && seq -f b/%g.txt 6000 | xargs touch) || exit 1
WRITE_SHIM_FOLDER=$PWD/results WRITE_SHIM_LOG=$PWD/log LD_PRELOAD=$shim "$store" check "$PWD/results" --repair >listed 2>said
code=$?
[[ $code == 2 ]] || fail "exit code $code"
grep -q '^12000 problems, 12000 of them set aside' listed || fail 'all are set aside'
grep -q '^10000 files set aside so far' said || fail 'progress'
[[ $(find results/foreign -type f | wc -l) == 12000 && -z $(find results/a results/b -type f) ]] || fail 'all are there'
(($(grep -c '^rename ' log) == 12000)) || fail 'the log has them'
(($(grep -c '^sync ' log) < 50)) || fail "$(grep -c '^sync ' log) calls for the disc"
# The folders that they went to were made to last after the last of them, and before those that they came from.
[[ $(grep -n '^rename ' log | tail -n 1 | cut -d: -f1) -lt $(grep -n '^sync foreign/b' log | tail -n 1 | cut -d: -f1) ]] || fail 'made to last'
[[ $(grep '^sync ' log | tail -n 1) == 'sync b' ]] || fail 'where they came from last'
echo '12000 files'

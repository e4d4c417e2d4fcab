#!/usr/bin/env bash
# Output that cannot be written is an error, and descriptors that are closed at the start become no files.
set -uo pipefail
runfiles=$PWD
cd "$TEST_TMPDIR" || exit 1
fail() {
  echo "FAILED: $1"
  cat stderr
  exit 1
}

disc=$runfiles/experiments/disc/disc
sweep=("$disc" --seeds=0-3 "--set=points=30,epochs=2" --jobs=2)
"${sweep[@]}" --results_dir=results >stdout 2>stderr || fail 'a sweep'

# PROGRAM ARGUMENT...: fails with one line as the device is full; help, lists and tables alike.
lost() {
  "$@" >/dev/full 2>stderr && fail "lost output: $*"
  grep -q '^error: stdout: cannot be written$' stderr || fail "no word of lost output: $*"
}
lost "${sweep[@]}" --results_dir=results
lost "${sweep[@]}" --results_dir=results --list
lost "$runfiles/experiments/store" list results
lost "$runfiles/experiments/store" check results
lost "$runfiles/experiments/store" export results
lost "$runfiles/experiments/compare/compare" results results
lost "$runfiles/reports/report" --results_dir=results
lost "$runfiles/reports/summary" --results_dir=results
for program in experiments/disc/disc experiments/pairs/pairs experiments/store experiments/verify experiments/accuracy \
  experiments/compare/compare experiments/ladder/ladder experiments/ladder/search experiments/study/study \
  reports/report reports/summary; do
  lost "$runfiles/$program" --help
done

# With each set of the three closed, the same files.
same() {
  "$runfiles/experiments/compare/compare" results "$1" >stdout 2>stderr || fail "closed: $1: records"
  diff -r results/artifacts "$1/artifacts" >stderr || fail "closed: $1: artifacts"
}
"${sweep[@]}" --results_dir=none 0>&- 1>&- 2>&- || fail 'all closed'
same none
"${sweep[@]}" --results_dir=stderr-closed 2>&- >stdout || fail 'stderr closed'
same stderr-closed
"${sweep[@]}" --results_dir=stdout-closed >&- 2>stderr || fail 'stdout closed'
same stdout-closed
"${sweep[@]}" --results_dir=stdin-closed 0<&- >stdout 2>stderr || fail 'stdin closed'
same stdin-closed
echo 'no output is lost, and none gets into files'

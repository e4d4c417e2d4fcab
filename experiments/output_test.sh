#!/usr/bin/env bash
# Output that cannot be written is an error, and so are files that may not grow and memory that runs out; descriptors that are
# closed at the start become no files.
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
  [[ $(grep -c '^error: stdout: cannot be written$' stderr) == 1 ]] || fail "no line, or two, of lost output: $*"
}
lost "${sweep[@]}" --results_dir=results
lost "${sweep[@]}" --results_dir=results --list
lost "$runfiles/experiments/store" list results
lost "$runfiles/experiments/store" check results
lost "$runfiles/experiments/store" export results
lost "$runfiles/experiments/compare/compare" results results
lost "$runfiles/reports/report" --results_dir=results
lost "$runfiles/reports/summary" --results_dir=results
lost "$disc" --help

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

# PATTERN LIMIT VALUE COMMAND...: fails with one line under `ulimit LIMIT VALUE`.
limited() {
  local pattern=$1 limit=$2 value=$3
  shift 3
  local said code # through a pipe, as a file may not grow
  said=$(ulimit "$limit" "$value" && exec "$@" 2>&1)
  code=$?
  echo "$said" >stderr
  [[ $code == 1 ]] || fail "exit code $code under ulimit $limit $value: $*"
  if [[ $(grep -c '^error: ' stderr) != 1 ]] || ! grep -q "^error: .*$pattern" stderr; then
    fail "one line with '$pattern' under ulimit $limit $value: $*"
  fi
}
limited 'File too large' -f 0 "${sweep[@]}" --results_dir=small
limited 'File too large' -f 1 "${sweep[@]}" --results_dir=small
[[ -z $(find small -name '.*' ! -name .tenfold -type f) ]] || { find small >stderr; fail 'temporary files are left'; }
limited 'File too large' -f 0 "$runfiles/experiments/store" export results -o out.csv
limited 'File too large' -f 0 "$runfiles/experiments/store" merge results -o merged
limited 'File too large' -f 1 "$runfiles/reports/report" --results_dir=results --output_dir=report
[[ ! -e out.csv && ! -e merged && ! -e report/report.html ]] || fail 'half of the output is there'
[[ -z $(find . -maxdepth 2 -name '.[a-z]*' ! -name .tenfold) ]] || { find . -maxdepth 2 -name '.[a-z]*' ! -name .tenfold >stderr; fail 'something is left'; }
"${sweep[@]}" --results_dir=small >stdout 2>stderr || fail 'without a limit'
same small

truncate -s 900M large.jsonl
limited 'out of memory' -v 600000 "$runfiles/experiments/store" list large.jsonl

# A complete folder that can only be read shows its table; owners who may not write are told why if something is missing. Root
# may write anywhere unless it gives that up.
reader=()
[[ $(id -u) != 0 ]] || reader=(setpriv --bounding-set=-dac_override)
find results -type d -exec chmod a-w {} +
"${reader[@]}" "${sweep[@]}" --results_dir=results >stdout 2>stderr || fail 'a folder that can only be read'
grep -q '8 present; 0 to run' stderr || fail 'all is there'
grep -q '^depth-3 .* 4 ' stdout || { cat stdout; fail 'its table'; }
"${reader[@]}" "${sweep[@]/--seeds=0-3/--seeds=0-4}" --results_dir=results >stdout 2>stderr && fail 'it cannot be completed'
grep -q '^error: results: cannot write to the results folder: .*Permission denied$' stderr || fail 'why it is not completed'
"${reader[@]}" "${sweep[@]}" --results_dir=results --force >stdout 2>stderr && fail 'nor be made again'
chmod -R u+w results
echo 'no output is lost, and none gets into files'

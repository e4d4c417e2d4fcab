#!/usr/bin/env bash
# What //tools/slurm:submit would submit, and what it refuses; no Slurm is needed.
set -uo pipefail
runfiles=$PWD submit=$PWD/$1
disc=$PWD/experiments/disc/disc
folder="$TEST_TMPDIR/a folder"
mkdir -p "$folder" && cd "$folder" || exit 1
failures=0
unset BUILD_WORKSPACE_DIRECTORY
export BUILD_WORKING_DIRECTORY=$folder

fail() {
  echo "FAILED: $1"
  cat stdout stderr
  failures=$((failures + 1))
}
# As `bazel run` starts it: among its runfiles.
run() { (cd "$runfiles" && env -u RUNFILES_DIR -u TEST_SRCDIR -u RUNFILES_MANIFEST_FILE "$submit" "$@") >stdout 2>stderr; }

refuses() { # PATTERN FLAG...: one line with PATTERN, and nothing is made
  local pattern=$1
  shift
  if run --dry_run "$@"; then fail "accepts $*"; fi
  { [[ $(wc -l <stderr) == 1 ]] && grep -q -e "$pattern" stderr; } || fail "one line with '$pattern': $*"
  [[ ! -e results ]] || fail "something was made: $*"
}
refuses 'no program is named'
refuses 'there is no program "disc"' disc
refuses 'there is no program "experiments/dics"' experiments/dics
refuses 'unknown flag "--task=2"' --task=2 experiments/disc
refuses '--tasks is "0", wants a number from 1' --tasks=0 experiments/disc
refuses '--tasks is "two"' --tasks=two experiments/disc
refuses '--tasks is given twice' --tasks=2 --tasks=3 experiments/disc
refuses 'results_dir= names no folder' --results_dir= experiments/disc
refuses '--merge: there is no folder .*/a folder/nowhere' --merge=nowhere experiments/disc
refuses '--results_dir comes before' experiments/disc --results_dir=here
refuses '--shard_count=2: each task is given its own' experiments/disc --shard_count=2
refuses '^error: --force: ' experiments/disc --force
refuses '^error: -list is not for tasks' experiments/disc -list
refuses 'unknown variant "depth-5"' experiments/disc --variants=depth-5

mkdir linked && ln -s / linked/root
refuses 'linked/root: a symbolic link' --results_dir=linked experiments/disc

# Seven runs in three shards; the folder's name has a space.
sweep=(experiments/disc --variants=depth-3 --seeds=0-6 --epochs=2)
run --dry_run --tasks=3 --sbatch=--partition=short "${sweep[@]}" || fail 'a dry run'
grep -q '^sbatch .* --partition=short .*--array=0\\,1\\,2 .*/task.sh .* 3 .*--results_dir=.*a\\ folder/results .*--seeds=0-6 ' stdout ||
  fail 'all three'
grep -q '^sbatch .* --dependency=afterany:JOB.*/report.sh ' stdout || fail 'a report after them'
[[ ! -e results ]] || fail 'a dry run makes something'
run --dry_run --tasks=3 --one_job "${sweep[@]}" || fail 'one job'
grep -q '^sbatch .*--ntasks=3 ' stdout || fail 'three tasks'

# What is there is not submitted; other hyperparameters are not there.
"$disc" "${sweep[@]:1}" --results_dir=results --shard_index=1 --shard_count=3 >stdout 2>stderr || fail 'a shard'
run --dry_run --tasks=3 "${sweep[@]}" || fail 'two left'
grep -q -e '--array=0\\,2 ' stdout || fail 'shards 0 and 2 are left'
run --dry_run --tasks=3 "${sweep[@]/--epochs=2/--epochs=3}" || fail 'other runs'
grep -q -e '--array=0\\,1\\,2 ' stdout || fail 'other runs are all missing'
"$disc" "${sweep[@]:1}" --results_dir=results >stdout 2>stderr || fail 'all'
run --tasks=3 "${sweep[@]}" || fail 'nothing is left'
grep -q '^nothing to submit: all runs are there' stdout || fail 'it says so'
[[ ! -e results/slurm ]] || fail 'nothing is made'
exit "$failures"

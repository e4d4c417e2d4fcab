#!/usr/bin/env bash
# //tools/slurm:submit on a real Slurm of this machine: tasks are killed, interrupted and fail, and the records are those of
# a run without Slurm. A machine that cannot run Slurm fails the test, with the reason.
set -uo pipefail
runfiles=$PWD submit=$PWD/$1
disc=$PWD/experiments/disc/disc
compare=$PWD/experiments/compare/compare
# shellcheck source=tools/slurm/testing/cluster.sh
source tools/slurm/testing/cluster.sh
unset BUILD_WORKSPACE_DIRECTORY RUNFILES_DIR TEST_SRCDIR RUNFILES_MANIFEST_FILE

problem=$(cluster_problem)
if [[ -n $problem ]]; then
  printf 'FAILED: this machine cannot run Slurm:\n%s\n' "$problem"
  exit 1
fi
folder=$(mktemp -d /tmp/slurmXXXXXX) && chmod 755 "$folder" || exit 1
trap 'stop_cluster; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
start_cluster "$folder/cluster" 4 || exit 1
cd "$folder" || exit 1
export BUILD_WORKING_DIRECTORY=$folder

die() {
  echo "FAILED: $1"
  squeue
  tail -n 30 output log "$results"/slurm/*.log cluster/*.log 2>/dev/null
  exit 1
}

state() { scontrol --oneliner show job "$1" | grep -o 'JobState=[A-Z_]*' | sort -u; }
is() { [[ $(state "$1") == "JobState=$2" ]]; }
is_over() { [[ $(state "$1") =~ ^JobState=(COMPLETED|FAILED|CANCELLED|NODE_FAIL|TIMEOUT)$ ]]; }

# As `bazel run` starts it: among its runfiles.
submit() { (cd "$runfiles" && "$submit" "$@") >output 2>&1 || die "submit $*"; }

# submits FLAG...: sets job and report_job.
submits() {
  submit --results_dir="$results" "$@"
  job=$(sed -n 's/^submitted job \([0-9]*\): .*/\1/p' output)
  report_job=$(sed -n 's/.*then job \([0-9]*\): the report$/\1/p' output)
  [[ -n $job && -n $report_job ]] || die 'two jobs'
}
records() { find "$1/disc" -name 'seed-*.json' | wc -l; }
same_as_local() { # RECORDS N
  "$compare" "$1" local >output 2>&1 || die "the same records in $1"
  grep -q "^simd: $2 of $2 runs are bit-identical" output || die "$2 records in $1"
}

# The commit that records name is that of the time of submission.
commit() { git -C checkout -c user.name=test -c user.email=test commit -q --allow-empty -m "$1" || die 'a commit'; }
git init -q checkout && commit first
first_commit=$(git -C checkout rev-parse --short=12 HEAD)

# What it is compared with, and one more seed of elsewhere to be merged.
sweep=("--variants=depth-3,depth-4" --epochs=3000)
"$disc" "${sweep[@]}" --seeds=0-5 --results_dir=local >log 2>&1 || die 'the local run'
"$disc" "${sweep[@]}" --seeds=5 --results_dir="else where" >log 2>&1 || die 'elsewhere'

# An array of two. Its first task's program is killed and Slurm requeues it; the second is told that its time is over.
results="$folder/shared folder"
export BUILD_WORKSPACE_DIRECTORY=$folder/checkout
submits --tasks=2 --merge="else where" --sbatch=--time=5 experiments/disc "${sweep[@]}" --seeds=0-4
commit second
log_of() { echo "$results/slurm/tenfold-experiments-disc-${job}_$1.log"; }
program_of() { # the process of the program that trains shard $1
  local file arguments
  for file in /proc/[0-9]*/cmdline; do
    mapfile -d '' arguments 2>/dev/null <"$file" || continue
    [[ ${arguments[0]:-} == */disc && " ${arguments[*]} " == *"$folder"*" --shard_index=$1 "* ]] || continue
    basename "${file%/cmdline}"
  done
}
for task in 0 1; do
  wait_until 60 grep -q '^\[1/5\]' "$(log_of $task)" || die "a run of task $task"
done
pid=$(program_of 0)
[[ $pid =~ ^[0-9]+$ ]] || die "one program of task 0: $pid"
kill -KILL "$pid"
wait_until 20 is "${job}_0" FAILED || die 'the killed task has failed'
scontrol requeue "${job}_0" || die 'requeue'
scancel --batch --signal=USR1 "${job}_1" || die 'the signal before the time limit'
wait_until 20 grep -q '^the time limit is near' "$(log_of 1)" || die 'task 1 stops'
(($(records "$results") < 10)) || die 'it was too fast to be interrupted'
wait_until 120 is_over "$report_job" || die 'the report job ends'
is "$report_job" COMPLETED || die 'the report is made'
for task in 0 1; do
  [[ $(grep -c ': 5 runs: ' "$(log_of $task)") == 2 ]] || die "task $task starts twice"
  ! grep '^error' "$(log_of $task)" || die "an error of task $task"
  grep -q "shard $task of 0-1: 5 runs: [1-4] present" "$(log_of $task)" || die "task $task goes on where it was"
done
grep -q 'interrupted: disc, shard 1 of 0-1: ' "$(log_of 1)" || die 'the second was interrupted'
same_as_local "$results" 10
[[ $(grep -rl "\"commit\": \"$first_commit\"" "$results/disc" | wc -l) == 10 ]] || die "records of commit $first_commit"
merged=$results.merged-$report_job
same_as_local "$merged" 12
[[ -s $merged/report/REPORT.md ]] || die 'a report of what was merged'

# Nothing is left: nothing is submitted. One is left: one task.
submit --results_dir="$results" --tasks=2 experiments/disc "${sweep[@]}" --seeds=0-4
grep -q '^nothing to submit' output || die 'all is there'
rm "$results/disc/paper,epochs=3000/depth-4/simd/seed-01.json"
submits --tasks=3 experiments/disc "${sweep[@]}" --seeds=0-4
grep -q ': 1 of 3 tasks have something to do' output || die 'one task'
wait_until 60 is_over "$report_job" || die 'its report job ends'
is "$report_job" COMPLETED || die 'its report'
same_as_local "$results" 10
[[ -s $results/report/REPORT.md ]] || die 'a report'

# One job, whose tasks srun starts. Of three one cannot write a file: the others do their part, and the report job fails.
results="$folder/one job"
sweep=("--variants=depth-3,depth-4" --epochs=3 --seeds=0-4)
"$disc" "${sweep[@]}" --results_dir=local >log 2>&1 || die 'the local run of the short sweep'
in_the_way="$results/artifacts/disc/paper,epochs=3/depth-3/simd/seed-00/points.csv"
mkdir -p "$in_the_way"
submits --tasks=3 --one_job experiments/disc "${sweep[@]}"
wait_until 60 is_over "$report_job" || die 'the report of one job ends'
is "$job" FAILED || die 'a task has failed'
is "$report_job" FAILED || die 'the report says that a run is missing'
grep -q '^missing .*/depth-3/simd/seed-00 ' "$results/slurm/tenfold-report-$report_job.log" || die 'which one'
(($(records "$results") == 6)) || die 'the others did their part'
rmdir "$in_the_way"
submits --tasks=3 --one_job experiments/disc "${sweep[@]}"
wait_until 60 is_over "$report_job" || die 'the second report of one job ends'
is "$report_job" COMPLETED || die 'nothing is missing'
same_as_local "$results" 10

# An array has three tasks at most: seven shards are three arrays, and one report after them.
results="$folder/small arrays"
submit --results_dir="$results" --tasks=7 experiments/disc "${sweep[@]}"
read -r -a jobs < <(sed -n 's/^submitted jobs \([0-9, ]*\): 7 of 7 tasks .*/\1/p' output | tr -d ,)
report_job=$(sed -n 's/.*then job \([0-9]*\): the report$/\1/p' output)
[[ ${#jobs[@]} == 3 && -n $report_job ]] || die 'three arrays and a report'
wait_until 90 is_over "$report_job" || die 'the report of three arrays ends'
is "$report_job" COMPLETED || die 'its report is made'
same_as_local "$results" 10
echo "Slurm $(slurmctld -V | cut -d' ' -f2) gives what a run without it gives"

#!/usr/bin/env bash
# Submits a sweep to Slurm: tasks that train what is not there yet, and after them a job that merges and makes the report.
set -euo pipefail

usage() {
  cat <<'END'
Submits a sweep to Slurm: tasks that train what is not there yet, and after them a job that merges and makes the report.

  ./bazelw run //tools/slurm:submit -- [--tasks=N] [--results_dir=DIR] [--merge=DIR]... [--one_job] [--sbatch=OPTION]...
      [--dry_run] PROGRAM [FLAG...]

  PROGRAM, FLAG...   experiments/pairs, experiments/disc, baselines/pairs or baselines/disc, and its flags
  --tasks=N          in how many shards the sweep is cut (default 4); a task trains one of them. Only those that have
                     something to do are submitted
  --results_dir=DIR  a folder that all nodes share (default results); logs go to slurm/ in it
  --merge=DIR        records from elsewhere, merged with DIR of --results_dir for the report
  --one_job          tasks of one job, started by srun, in place of an array of jobs
  --sbatch=OPTION    for sbatch, such as --sbatch=--partition=short. --sbatch=--cpus-per-task=4 gives each task four
                     processors, on which it makes four runs at a time
  --dry_run          submit nothing, show what would be

A task that is interrupted, or a minute from its time limit, ends the runs that it is at; when it starts again (the latter
does by itself), or when the same command is given again, it makes those that are missing. What other tasks have yet to
make counts as missing.
END
}

die() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

tasks=4 results_dir=results merge=() sbatch_options=() one_job='' dry_run=''
declare -A given=()
while (($#)); do
  case $1 in
    --merge=* | --sbatch=*) ;;
    --*=*)
      [[ -z ${given[${1%%=*}]:-} ]] || die "${1%%=*} is given twice"
      given[${1%%=*}]=yes
      ;;
  esac
  case $1 in
    --help) usage; exit 0 ;;
    --tasks=*) tasks=${1#*=} ;;
    --results_dir=*) results_dir=${1#*=} ;;
    --merge=*) merge+=("${1#*=}") ;;
    --one_job) one_job=1 ;;
    --sbatch=*) sbatch_options+=("${1#*=}") ;;
    --dry_run) dry_run=1 ;;
    -*) die "unknown flag \"$1\"; see --help. Flags of the program come after its name" ;;
    *) break ;;
  esac
  shift
done
(($#)) || die 'no program is named, such as experiments/pairs; see --help'
name=$1
shift
[[ $tasks =~ ^[1-9][0-9]{0,5}$ ]] || die "--tasks is \"$tasks\", wants a number from 1"
[[ -n $results_dir ]] || die '--results_dir= names no folder'
for flag in "$@"; do
  option=${flag#-} option=${option#-}
  case ${option%%=*} in
    results_dir) die '--results_dir comes before the name of the program' ;;
    shard_index | shard_count) die "$flag: each task is given its own; --tasks=N says how many there are" ;;
    force) die "$flag: a task that starts again would make again what it has made" ;;
    list | build_action) die "$flag is not for tasks" ;;
  esac
done

# Paths mean what they meant where the command was given.
here=${BUILD_WORKING_DIRECTORY:-$PWD}
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s' "$here/$1" ;; esac; }
results_dir=$(absolute "$results_dir")
for i in "${!merge[@]}"; do
  merge[i]=$(absolute "${merge[i]}")
  [[ -d ${merge[i]} ]] || die "--merge: there is no folder ${merge[i]}"
done

# The programs and their data are among the runfiles of this one, where `bazel run` starts it.
if [[ -e experiments/pairs/pairs ]]; then runfiles=$PWD; else runfiles=$(realpath -s "$0").runfiles/tenfold; fi
export RUNFILES_DIR=${runfiles%/*}
program=$runfiles/$name/${name##*/}
[[ $name == */* && -x $program ]] || die "there is no program \"$name\"; see --help"
# The commit that was built, not the one that is checked out when a task starts.
TENFOLD_COMMIT=$(git -C "${BUILD_WORKSPACE_DIRECTORY:-/}" describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null) ||
  TENFOLD_COMMIT=unknown
export TENFOLD_COMMIT

# to_run FLAG...: how many runs of the sweep, or of a shard of it, are not there.
to_run() {
  local listed
  listed=$("$program" "${flags[@]}" --list "$@") || return
  grep -c '^[^p]' <<<"$listed" || true # all but "present"
}
flags=(--results_dir="$results_dir" "$@")
# Of a task that this is run in, if it is.
unset SLURM_ARRAY_TASK_ID SLURM_STEP_ID
missing=$(to_run) || exit 1
if ((missing == 0)); then
  echo "nothing to submit: all runs are there; ./bazelw run //reports:report -- '--results_dir=$results_dir' makes the report"
  exit
fi
shards=()
for ((i = 0; i < tasks; ++i)); do
  missing=$(to_run --shard_index="$i" --shard_count="$tasks" 2>/dev/null) || exit 1
  ((missing == 0)) || shards+=("$i")
done

logs=$results_dir/slurm
label=tenfold-${name////-}
common=(sbatch --parsable --export=ALL --chdir="$logs" --open-mode=append "${sbatch_options[@]}")
sweep=("${common[@]}" --job-name="$label" --requeue --signal=B:USR1@60)
if [[ -n $one_job ]]; then
  sweep+=(--ntasks="$tasks" --output=%x-%j.log)
else
  sweep+=(--array="$(IFS=, && echo "${shards[*]}")" --output=%x-%A_%a.log)
fi
sweep+=("$runfiles/tools/slurm/task.sh" "$(sha256sum <"$program")" "$tasks" "$program" "${flags[@]}")
report=("${common[@]}" --job-name=tenfold-report --output=%x-%j.log)
report_script=("$runfiles/tools/slurm/report.sh" "$runfiles" "${#merge[@]}" "${merge[@]}" "$program" "$results_dir" "${flags[@]}")

if [[ -n $dry_run ]]; then
  printf '%q ' "${sweep[@]}" && echo
  printf '%q ' "${report[@]}" --dependency=afterany:JOB,singleton "${report_script[@]}" && echo
  exit
fi
type -P sbatch >/dev/null || die 'there is no sbatch on this machine'
mkdir -p "$logs"
job=$("${sweep[@]}") || exit 1
job=${job%%;*}
# Whatever becomes of the tasks, and one report at a time.
report_job=$("${report[@]}" --dependency="afterany:$job,singleton" "${report_script[@]}") ||
  die "the tasks are submitted as job $job, the report is not"
echo "submitted job $job: ${#shards[@]} of $tasks tasks have something to do; then job ${report_job%%;*}: the report"
echo "logs: $logs; to end it: scancel $job"

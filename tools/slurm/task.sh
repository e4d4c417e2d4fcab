#!/usr/bin/env bash
# What Slurm runs of a sweep: a task of an array trains its shard, a job without an array starts a task per shard.
#
#   task.sh DIGEST SHARDS FIRST PROGRAM FLAG...
#
# DIGEST is what sha256sum said of the program when it was submitted; FIRST is the shard of the array's task 0.
set -uo pipefail
digest=$1 shards=$2 first=$3 program=$4
shift 4

die() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

[[ $(sha256sum <"$program") == "$digest" ]] || die "$program was built again since it was submitted; submit again"

job=$SLURM_JOB_ID
list=("$program" "$@" --list)
sweep=("$program" "$@")
[[ " $*" == *" --jobs="* ]] || sweep+=(--jobs="${SLURM_CPUS_PER_TASK:-1}")
if [[ -n ${SLURM_ARRAY_TASK_ID:-} ]]; then
  shard=(--shard_index="$((first + SLURM_ARRAY_TASK_ID))" --shard_count="$shards")
  # One task of an array has the array's number as its own.
  job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
  # Slurm counts the tasks that were submitted, which need not be all.
  unset SLURM_ARRAY_TASK_ID
  list+=("${shard[@]}")
  sweep+=("${shard[@]}")
  interrupt=(kill -INT)
else
  sweep=(srun --ntasks="$shards" --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" --kill-on-bad-exit=0 --wait=0 "${sweep[@]}")
  interrupt=(scancel --signal=INT "$job")
fi
missing() { "${list[@]}" 2>/dev/null | grep -c '^[^p]'; } # all but "present"

before=$(missing)
"${sweep[@]}" &
child=$!
[[ ${interrupt[0]} != kill ]] || interrupt+=("$child")
# Slurm may send SIGTERM to the program as well, which ends at once at a second one, but not at this signal.
trap '"${interrupt[@]}" 2>/dev/null' TERM
# A minute before the time limit.
out_of_time=''
trap 'out_of_time=1; "${interrupt[@]}" 2>/dev/null' USR1
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" 2>/dev/null || break
done
if [[ -n $out_of_time ]] && ((status > 128)); then
  (($(missing) < before)) || die 'not one run was made within the time limit; give more with --sbatch=--time=MINUTES'
  echo 'the time limit is near: it goes on when Slurm starts it again' >&2
  scontrol requeue "$job" || die 'Slurm does not let it start again; submit again'
fi
exit "$status"

#!/usr/bin/env bash
# One process, four shards that share a folder, four whose folders are merged, four tasks as Slurm would start them, and a
# build action: the same records.
set -uo pipefail
runfiles=$PWD
compare=$PWD/experiments/compare/compare
store=$PWD/experiments/store
cd "$TEST_TMPDIR" || exit 1

die() {
  echo "FAILED: $1"
  tail -n 20 log
  exit 1
}

# same A B N: both have N records, which are identical.
same() {
  local folder
  for folder in "$1" "$2"; do
    [[ $(find "$folder/$experiment" -name 'seed-*.json' | wc -l) == "$3" ]] || die "$folder has $3 records"
  done
  "$compare" "$1" "$2" >log 2>&1 || die "$1 and $2 are the same"
  grep -qE '^simd: ([0-9]+) of \1 runs are bit-identical' log || die "all of $1 and $2 are compared"
}

# As experiments/BUILD says of the build actions.
for experiment in disc pairs; do
  case $experiment in
    disc) flags=(--seeds=0-4 --epochs=3) ;;
    pairs) flags=(--seeds=0-4 --epochs=1 "--variants=cnn-shared-aux,mlp") ;;
  esac
  program=$runfiles/experiments/$experiment/$experiment
  "$program" "${flags[@]}" --results_dir=one --jobs=2 >log 2>&1 || die "$experiment, one process"
  for shard in 0 1 2 3; do
    part=("--shard_index=$shard" --shard_count=4)
    "$program" "${flags[@]}" "${part[@]}" --results_dir=shared --jobs=1 >log 2>&1 || die "$experiment, shard $shard"
    "$program" "${flags[@]}" "${part[@]}" --results_dir=part-$shard --jobs=1 >log 2>&1 || die "$experiment, shard $shard"
    env SLURM_ARRAY_TASK_ID=$((shard + 1)) SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 \
      SLURM_ARRAY_TASK_STEP=1 "$program" "${flags[@]}" --results_dir=array >log 2>&1 || die "$experiment, task $shard"
  done
  same one shared 10
  same one array 10
  cp -rL "$runfiles/experiments/${experiment}_action" "action-$experiment" || die 'the records of the build action'
  same one "action-$experiment" 10
done
[[ $(find action-disc/artifacts -name receipt.txt | wc -l) == 10 ]] || die 'a build action leaves the receipts that it is told to'
"$store" merge part-{2,0,3,1} -o merged >log 2>&1 || die 'merge'
"$compare" one merged >log 2>&1 || die 'one process and merged shards are the same'
grep -q "^simd: 20 of 20 runs are bit-identical" log || die 'all of them are compared'
echo 'the same records from all'

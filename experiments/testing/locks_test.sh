#!/usr/bin/env bash
# Eight shards at once in one folder on a file system without locks, and on one whose locks are each machine's own: all
# runs are there in the end.
set -uo pipefail
disc=$PWD/experiments/disc/disc
shim=$PWD/experiments/testing/liblocks_shim.so
cd "$TEST_TMPDIR" || exit 1

for error in ENOSYS=38 ENOLCK=37 EOPNOTSUPP=95 none; do
  results=results-${error%=*}
  pids=()
  for shard in {0..7}; do
    (
      [[ $error == none ]] || export FLOCK_ERRNO=${error#*=}
      LD_PRELOAD=$shim exec "$disc" --seeds=0-79 --set=points=20,epochs=1 --jobs=1 --results_dir="$results" \
        --shard_index="$shard" --shard_count=8 >"$error-$shard" 2>&1
    ) &
    pids+=($!)
  done
  for shard in {0..7}; do
    wait "${pids[shard]}" || {
      tail -n 3 "$error-$shard"
      echo "FAILED: $error: shard $shard"
      exit 1
    }
  done
  records=$(find "$results/disc" -name '*.json' | wc -l)
  [[ $records == 160 ]] || {
    echo "FAILED: $error: $records of 160 records"
    exit 1
  }
done
echo 'all records are there without locks'

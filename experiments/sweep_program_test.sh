#!/usr/bin/env bash
# The programs end to end, on short runs: same records from any number of jobs, resuming, forcing, interrupting, listing.
set -uo pipefail

pairs=$PWD/experiments/pairs/pairs
disc=$PWD/experiments/disc/disc
compare=$PWD/experiments/compare/compare
work=$TEST_TMPDIR/work
failures=0
mkdir -p "$work" && cd "$work" || exit 1

# check MESSAGE COMMAND...: the command succeeds.
check() {
  local message=$1
  shift
  if ! "$@" >output 2>&1; then
    echo "FAILED: $message: $*"
    sed 's/^/    /' output
    failures=$((failures + 1))
  fi
}

# says MESSAGE PATTERN: the last command that was not itself a question printed a line with PATTERN.
says() {
  if ! grep -q -- "$2" output; then
    echo "FAILED: $1: no '$2' in:"
    sed 's/^/    /' output
    failures=$((failures + 1))
  fi
}

# Two jobs, one job, and one job interrupted and resumed: the same records.
runs=(--seeds=0-2 --epochs=1 "--variants=cnn-shared-aux,mlp" "--engines=eigen,reference")
check 'two jobs' "$pairs" "${runs[@]}" --jobs=2 --results_dir=two
check 'one job' "$pairs" "${runs[@]}" --jobs=1 --results_dir=one
check 'jobs change nothing' "$compare" one two
check 'twelve records' test "$(find two/pairs -name '*.json' | wc -l)" = 12

# Seeds of their own for what is random give the same weights as a run's seed that is the same.
digest() { sed -n 's/.*"weights_digest"/"weights_digest"/p' "$1"; }
own=data_seed=2,weights_seed=2,order_seed=2
check 'seeds of their own' "$pairs" --variants=mlp --epochs=1 --seeds=7 --set=$own --results_dir=own
check 'the same bits' test \
  "$(digest own/pairs/paper,data_seed=2,epochs=1,weights_seed=2,order_seed=2/mlp/simd/seed-07.json)" = \
  "$("$pairs" --variants=mlp --epochs=1 --seeds=2 --results_dir=run >/dev/null 2>&1 && digest run/pairs/paper,epochs=1/mlp/simd/seed-02.json)"
check 'of the disc' "$disc" --variants=depth-3 --epochs=1 --seeds=7 --set=$own --results_dir=own
check 'the same bits' test \
  "$(digest own/disc/paper,data_seed=2,epochs=1,weights_seed=2,order_seed=2/depth-3/simd/seed-07.json)" = \
  "$("$disc" --variants=depth-3 --epochs=1 --seeds=2 --results_dir=run >/dev/null 2>&1 && digest run/disc/paper,epochs=1/depth-3/simd/seed-02.json)"
check 'a seed for each part' "$disc" --variants=depth-3 --epochs=1 --seeds=7 --set=weights_seed=2 --results_dir=own
check 'other bits' test "$(digest own/disc/paper,epochs=1,weights_seed=2/depth-3/simd/seed-07.json)" != \
  "$(digest run/disc/paper,epochs=1/depth-3/simd/seed-02.json)"

# Three shards: the same records, in one folder; what is listed, counted and said is the shard's.
of_eigen=("${runs[@]/--engines=*/--engines=eigen}")
for shard in 0 1 2; do
  check 'a shard' "$pairs" "${of_eigen[@]}" --results_dir=sharded --shard_index=$shard --shard_count=3
  says 'which one it is' "^pairs, shard $shard of 0-2: 2 runs: 2 missing; 2 to run"
  says 'that it is complete' "^pairs, shard $shard of 0-2: all 2 runs are there"
done
check 'shards change nothing' "$compare" one sharded
check 'all of them' test "$(find sharded/pairs -name '*.json' | wc -l)" = 6
check 'list a shard' "$pairs" "${of_eigen[@]}" --results_dir=none --shard_index=2 --shard_count=3 --list
check 'its runs' test "$(grep -c '^missing .*/seed-02 ' output)" = 2
check 'as a task of srun' env SLURM_STEP_ID=3 SLURM_PROCID=1 SLURM_NTASKS=5 "$pairs" "${runs[@]}" --results_dir=one
says 'its shard' '^pairs, shard 1 of 0-4: 3 runs: 3 present; 0 to run'
check 'more shards than runs' "$pairs" "${runs[@]}" --results_dir=none --shard_index=12 --shard_count=13
says 'nothing to do' '^pairs, shard 12 of 0-12: 0 runs'

# Records of build actions are the same bytes each time, and say nothing of times and machines.
action=("$disc" --build_action --seeds=0-1 --variants=depth-3 --epochs=3)
check 'a build action' "${action[@]}" --results_dir=action
says 'no time' 'depth-3          simd          2  .* -$'
check 'again, with other kernels' "${action[@]}" --results_dir=action2 --jobs=1 --isa=scalar
check 'the same bytes' diff -r action action2
check 'no occasion' test -z "$(grep -rE '"(host|cpu|isa|wall_time_s|training_time_s)"' action/disc)"
check 'nor a commit' test "$(grep -rc '"commit": "build action"' action/disc | grep -c ':1$')" = 2

# A second call runs nothing, --force runs all again and keeps the old records.
before=$(find two -type f -exec sha256sum {} + | sort)
check 'again' "$pairs" "${runs[@]}" --results_dir=two
says 'nothing is run again' '12 runs: 12 present; 0 to run'
check 'nothing is touched' test "$before" = "$(find two -type f -exec sha256sum {} + | sort)"
check 'force' "$pairs" "${runs[@]}" --results_dir=two --force
says 'force runs all' '12 present; 12 to run'
check 'old records are kept' test "$(find two/superseded -name '*.json' | wc -l)" = 12
check 'force gives the same' "$compare" one two

# The instruction set is in the record, and neither in what is compared nor in what makes a record stale.
check 'scalar' "$disc" --seeds=0 --variants=depth-3 --epochs=3 --isa=scalar --results_dir=scalar
check 'auto' "$disc" --seeds=0 --variants=depth-3 --epochs=3 --results_dir=auto
check 'the record says scalar' grep -rq '"isa": "scalar"' scalar/disc
check 'the record of auto says which' grep -rqE '"isa": "(avx512|avx2|neon|scalar)"' auto/disc
check 'the same bits' "$compare" scalar auto
check 'the record stays' "$disc" --seeds=0 --variants=depth-3 --epochs=3 --results_dir=scalar
says 'the run is there' '1 runs: 1 present; 0 to run'
check 'another engine' "$disc" --seeds=0 --variants=depth-3 --epochs=3 --isa=scalar --engines=eigen --results_dir=other
check 'has no instruction set' test -z "$(grep -r '"isa"' other/disc)"

# Changed hyperparameters are other runs, in other folders.
check 'set' "$disc" --seeds=0 --variants=depth-3 --set=learning_rate=0.1,epochs=2 --results_dir=set
check 'the run id says what was changed' \
  test -s set/disc/paper,epochs=2,learning_rate=0.1/depth-3/simd/seed-00.json
check 'points for the figure' test -s set/artifacts/disc/paper,epochs=2,learning_rate=0.1/depth-3/simd/seed-00/points.csv

# --list runs nothing and prints the command of each run.
check 'list' "$disc" --seeds=0-1 --variants=depth-3 --set=learning_rate=0.1,epochs=2 --results_dir=set --list
says 'list shows what is there' '^present .*seed-00  .*--set=epochs=2,learning_rate=0.1'
says 'list shows what is missing' '^missing .*seed-01 '
check 'list runs nothing' test ! -e set/disc/paper,epochs=2,learning_rate=0.1/depth-3/simd/seed-01.json

# What it prints can be given to a shell, whatever the folder is called.
odd="an 'odd' \$(name)"
check 'list with an odd folder' "$disc" --seeds=7 --variants=depth-3 --set=points=10,epochs=1 --results_dir="$odd" --list
cp output list
check 'the command of the list' bash -c "$(sed -n "s|^missing.*./bazelw run //experiments/disc --|'$disc'|p" list)"
check 'makes that run there' test -s "$odd/disc/paper,points=10,epochs=1/depth-3/simd/seed-07.json"

# The same written in other ways is the same run.
check 'leading zeros' "$pairs" --set=mlp_hidden=010,epochs=+1 --seeds=0 --variants=mlp --list
says 'have no run id of their own' '^missing \+pairs/paper,mlp_hidden=10,epochs=1/mlp/simd/seed-00 '

for program in "$pairs" "$disc" "$compare"; do
  check 'help' "$program" --help
  says 'help shows flags' '--engines'
done
check 'help among other flags' "$disc" --seeds=0 --help
says 'help shows what the program is for' 'Trains the settings of experiment "disc"'

# Weights of a run that is there already are written too, and the record stays.
check 'weights' "$disc" --seeds=0 --variants=depth-3 --set=learning_rate=0.1,epochs=2 --results_dir=set --save_weights
weights=set/artifacts/disc/paper,epochs=2,learning_rate=0.1/depth-3/simd/seed-00
check 'initial weights' test "$(find $weights/initial_weights -name '*.npy' | wc -l)" = 8
check 'final weights' test "$(find $weights/final_weights -name '*.npy' | wc -l)" = 8
check 'training changed them' test -n "$(diff -q $weights/initial_weights $weights/final_weights)"

# Every engine that is worth its time.
check 'fast engines' "$disc" --engines=fast --seeds=0 --variants=depth-3 --results_dir=fast --list
for engine in simd eigen onednn; do says "$engine is one" "/depth-3/$engine/"; done
check 'reference is none' test -z "$(grep reference output)"

# A run that diverges has a record that says so, and no accuracy.
for engine in reference simd eigen onednn; do
  check 'diverged' "$pairs" --seeds=0 --variants=cnn-shared-aux,mlp --engines=$engine --set=optimizer=sgd,learning_rate=1e6 \
    --results_dir=diverged
  says 'the table counts them' '(1 diverged)'
  check 'their records' test "$(grep -rl '"status": "diverged"' diverged/pairs/*/*/$engine | wc -l)" = 2
  check 'their step' test "$(grep -rlE '"diverged_step": [0-9]+' diverged/pairs/*/*/$engine | wc -l)" = 2
done

# SIGINT: the exit code says so, what is stored is whole, and the same command completes it.
"$disc" --seeds=0-9 --epochs=400 --jobs=1 --results_dir=interrupted 2>interrupted.log &
pid=$!
while kill -0 $pid 2>/dev/null && ! grep -q '^\[ 3/20\]' interrupted.log; do sleep 0.02; done
kill -INT $pid
wait $pid
code=$?
[ $code = 130 ] || { echo "FAILED: exit code $code after SIGINT"; cat interrupted.log; failures=$((failures + 1)); }
check 'it says what is left' grep -q 'interrupted: .* of 20 runs are there' interrupted.log
check 'no half-written file' test -z "$(find interrupted -name '.*' ! -name .tenfold -type f)"
check 'resumed' "$disc" --seeds=0-9 --epochs=400 --jobs=2 --results_dir=interrupted
check 'undisturbed' "$disc" --seeds=0-9 --epochs=400 --jobs=2 --results_dir=undisturbed
check 'the same records' "$compare" interrupted undisturbed

exit "$failures"

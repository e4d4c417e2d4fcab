#!/usr/bin/env bash
# The baseline's programs: the command line and the records of the experiments' own, with LibTorch as the engine.
set -uo pipefail

pairs=$PWD/baselines/pairs
disc=$PWD/baselines/disc
own_disc=$PWD/experiments/disc/disc
study=$PWD/baselines/study
own_study=$PWD/experiments/study/study
data=$PWD/experiments/study/data
compare=$PWD/experiments/compare/compare
accuracy=$PWD/baselines/accuracy
work=$TEST_TMPDIR/work
failures=0
mkdir -p "$work" && cd "$work" || exit 1

fail() {
  echo "FAILED: $1"
  sed 's/^/    /' stderr
  failures=$((failures + 1))
}

# expect_error PATTERN COMMAND...: fails and says one line with PATTERN in it.
expect_error() {
  local pattern=$1
  shift
  if "$@" >stdout 2>stderr; then
    fail "exit code 0: $*"
  elif [ "$(wc -l <stderr)" != 1 ] || ! grep -q -- "$pattern" stderr; then
    fail "not one line with '$pattern': $*"
  fi
}

expect_error 'unknown engine "eigen"; there are libtorch$' "$disc" --engines=eigen
expect_error 'unknown variant "depth-5"' "$disc" --variants=depth-5
expect_error '--data_dir: ' "$disc" --data_dir=nowhere
expect_error 'nowhere' "$pairs" --data_dir=nowhere

# The same records with one and with two runs at a time; beside them those of another engine.
options=(--variants=depth-3 --seeds=0-3 --epochs=3)
"$disc" "${options[@]}" --jobs=1 --results_dir=one >/dev/null 2>stderr || fail 'one run at a time'
"$disc" "${options[@]}" --jobs=2 --results_dir=two >/dev/null 2>stderr || fail 'two runs at a time'
"$compare" one two >stdout 2>stderr || fail 'two runs at a time give what one gives'
for shard in 0 1; do
  "$disc" "${options[@]}" --results_dir=shards --shard_index=$shard --shard_count=2 >/dev/null 2>stderr || fail "shard $shard"
  grep -q "^disc, shard $shard of 0-1: all 2 runs are there" stderr || fail "shard $shard has two runs"
done
"$compare" one shards >stdout 2>stderr || fail 'shards give what one process gives'
grep -q ' 4 of 4 runs are bit-identical' stdout || fail 'shards have all runs'
"$own_disc" "${options[@]}" --engines=eigen --results_dir=one >/dev/null 2>stderr || fail 'eigen'
"$compare" --engines=eigen,libtorch one one >stdout 2>stderr
[ $? = 1 ] || fail 'eigen and libtorch start equal and are not identical'
grep -q '0 of 4 runs are bit-identical, 4 more start equal' stdout || fail 'four runs are compared'

record=one/disc/paper,epochs=3/depth-3/libtorch/seed-00.json
for field in '"engine": "libtorch"' '"libtorch": "' '"libtorch_blas": "' '"libtorch_onednn": "'; do
  grep -q "$field" "$record" || fail "$record has no $field"
done
"$disc" "${options[@]}" --results_dir=one --list >stdout 2>stderr || fail 'list'
grep -q '^present .*  ./bazelw run //baselines:disc -- .* --engines=libtorch ' stdout ||
  fail 'the command that makes a run names the baseline'

# Variables that OpenBLAS reads do not change what it computes, unless asked to.
OPENBLAS_CORETYPE=Nehalem "$disc" "${options[@]}" --results_dir=cleared >/dev/null 2>stderr || fail 'cleared'
cmp -s <(grep libtorch_blas "$record") <(grep libtorch_blas "${record/one/cleared}") || fail 'the same kernel'
OPENBLAS_CORETYPE=Nehalem TENFOLD_KEEP_OPENBLAS=1 "$disc" "${options[@]}" --results_dir=kept >/dev/null 2>stderr ||
  fail 'kept'
if grep -q OpenBLAS "$record"; then
  grep -q 'libtorch_blas.*kernel Nehalem' "${record/one/kept}" || fail 'the kernel that was asked for'
fi

# How far from double, with LibTorch beside the engines.
"$accuracy" --only=disc/paper/depth-3 --epochs=1 --output=accuracy.json >stdout 2>stderr || fail 'accuracy'
jq -e '.cpu and .compiler and .versions.libtorch and (.runs | length == 1 and (.[0] |
  .run == "disc/paper/depth-3/seed-00" and (.engines | keys == ["eigen", "libtorch", "onednn", "simd"] and
    all(.first_losses[0] < 1e-5 and (.epoch_losses | length) == 1 and .weights > 0 and .test_accuracy < 1))))' accuracy.json >stdout 2>stderr ||
  fail 'JSON of accuracy'
expect_error 'no/such' "$accuracy" --output=no/such/accuracy.json

# Networks of a command line on data of a user's own: LibTorch starts as the engine does.
agrees() { # NAME FLAG...
  local name=$1
  shift
  for program in "$study" "$own_study"; do
    "$program" "$@" --seeds=0-3 --epochs=3 --results_dir="study-$name" >/dev/null 2>stderr || fail "$name: $program"
  done
  "$compare" --engines=simd,libtorch "study-$name" "study-$name" >stdout 2>stderr
  [ $? = 1 ] || fail "$name: they start equal and are not identical"
  grep -q '0 of 4 runs are bit-identical, 4 more start equal' stdout || { cat stdout; fail "$name: four runs start equal"; }
}
agrees iris --data="$data/iris.csv" --target=species --net=n='Linear(16), ReLU()'
agrees wine --data="$data/wine.csv" --target=cultivar --net=n='Linear(16), Tanh(), Linear(8), ReLU()'
agrees diabetes --data="$data/diabetes.csv" --target=progression --net=n='Linear(16), ReLU()'
agrees digits --data="$data/digits-images-idx3-ubyte" --target="$data/digits-labels-idx1-ubyte" \
  --net=n='Conv2d(8, kernel_size=3, padding=1), ReLU(), MaxPool2d(2)'

[ "$failures" = 0 ] && echo "the baseline's programs do what the experiments' do"
exit "$failures"

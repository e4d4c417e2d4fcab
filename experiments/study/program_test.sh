#!/usr/bin/env bash
# A study from a CSV to its summary, as a user would do it.
set -uo pipefail

study=$PWD/experiments/study/study
compare=$PWD/experiments/compare/compare
store=$PWD/experiments/store
summary=$PWD/reports/summary
data=$PWD/experiments/study/data
action=$PWD/experiments/study/wine_action
job=$PWD/tools/kubernetes/job.yaml
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

die() {
  echo "FAILED: $1"
  [ ! -s stderr ] || sed 's/^/    /' stderr
  exit 1
}
records() { find "$1/study" -name '*.json' | wc -l; }

sweep=("$study" --data="$data/wine.csv" --target=cultivar --net=small='Linear(8), ReLU()' --net large='Linear(32), ReLU()' --epochs=5)
"${sweep[@]}" --seeds=0-5 >stdout 2>stderr || die 'a sweep'
grep -q '^small  *simd  *6 ' stdout || die 'the table has the first network'
[ "$(records results)" = 12 ] || die 'twelve records'
record='results/study/default,epochs=5,data=wine/large/simd/seed-05.json'
grep -q '"network": "Linear(13, 32), ReLU(), Linear(32, 3)"' "$record" || die 'the record has the network'

cp -rL "$action" action # of links in Bazel's sandbox
"$compare" action results >stdout 2>stderr || die 'a build action gives the same bits'

# It resumes, in shards too, and any engine gives its own.
"${sweep[@]}" --seeds=0-5 >stdout 2>stderr || die 'the same again'
grep -q '12 present; 0 to run' stderr || die 'all are there'
for shard in 0 1 2; do
  JOB_COMPLETION_INDEX=$shard JOB_COMPLETIONS=3 "${sweep[@]}" --seeds=0-5 --results_dir=shards >stdout 2>stderr || die "shard $shard"
done
"$compare" results shards >stdout 2>stderr || die 'shards give the same bits'
"${sweep[@]}" --seeds=0-1 --engines=reference,eigen,onednn >stdout 2>stderr || die 'other engines'
for engine in reference simd; do
  sed -n 's/.*"weights_digest"/"weights_digest"/p' "results/study/default,epochs=5,data=wine/small/$engine/seed-01.json"
done | uniq | wc -l | grep -qx 1 || die 'simd and reference give the same weights'

# The example of a job of Kubernetes: as many shards as pods, and flags that are right.
pods=$(sed -n 's/^  completions: //p' "$job")
[ "$(sed -n 's/^ *value: "\(.*\)"/\1/p' "$job")" = "$pods" ] || die 'as many shards as pods'
mapfile -t flags < <(sed -n 's/^ *- \(--.*\)/\1/p' "$job" | sed "s|/tenfold/data|$data|; s|/results|none|")
JOB_COMPLETION_INDEX=3 JOB_COMPLETIONS=$pods "$study" "${flags[@]}" --list >stdout 2>stderr || die "the job's flags"
[ "$(wc -l <stdout)" = $((2000 / pods)) ] || die 'the runs of a pod'

# Every command that --list gives makes its run.
"${sweep[@]}" --seeds=7 --list >stdout 2>stderr || die 'a list'
grep -q -- '--net=small=Linear' stdout || die 'the commands name the network'
sed -n "s|.* ./bazelw run //experiments/study -- |$study |p" stdout >commands.sh
bash commands.sh >stdout 2>stderr || die 'the commands'
[ "$(find results -name seed-07.json | wc -l)" = 2 ] || die 'both runs are there'

# Seeds of their own are in the run id, and the run's where they are the same.
"${sweep[@]}" --variants=small --seeds=3 --set=split_seed=3,weights_seed=3,order_seed=3 >stdout 2>stderr || die 'seeds'
own='results/study/default,split_seed=3,epochs=5,weights_seed=3,order_seed=3,data=wine/small/simd/seed-03.json'
for file in "$own" 'results/study/default,epochs=5,data=wine/small/simd/seed-03.json'; do
  sed -n 's/.*"weights_digest"/"weights_digest"/p' "$file"
done | uniq | wc -l | grep -qx 1 || die 'the same bits by name of their seeds'

# Masks, and what a run answers to each sample.
"${sweep[@]}" --variants=small --seeds=0-1 --set=train_mask=half,split_seed=0 --save_outputs >stdout 2>stderr || die 'masks'
outputs='results/artifacts/study/default,split_seed=0,train_mask=half,epochs=5,data=wine/small/simd/seed-01/outputs.csv'
[ "$(tail -n +2 "$outputs" | cut -d, -f2 | sort -u | wc -l)" = 178 ] || die 'an answer to every row'
[ "$(cut -d, -f1 "$outputs" | sort | uniq -c | tr -s ' \n' ' ')" = ' 71 left-out 1 set 36 test 71 train ' ] || die 'the parts'
rm "$outputs"
"${sweep[@]}" --variants=small --seeds=0-1 --set=train_mask=half,split_seed=0 --save_outputs >stdout 2>stderr || die 'masks again'
grep -q '1 present, 1 incomplete; 1 to run' stderr || die 'a file that is missing is made again'
"${sweep[@]}" --variants=small --seeds=0-1 --save_outputs >stdout 2>stderr || die 'outputs of runs that are there'
grep -q '2 incomplete; 2 to run' stderr || die 'runs without outputs are incomplete'

# What the loss and the end of a training can be, and what the record says of it.
"${sweep[@]}" --variants=small --seeds=0 --set=class_weights=balanced,max_grad_norm=0.5,schedule=cosine-restarts,stages=2 \
  --results_dir=others >stdout 2>stderr || die 'class weights, clipping and restarts'
[ -s 'others/study/default,class_weights=balanced,epochs=5,schedule=cosine-restarts,stages=2,max_grad_norm=0.5,data=wine/small/simd/seed-00.json' ] ||
  die 'are in the run id'
"$study" --data="$data/diabetes.csv" --target=progression --net=wide='Linear(64), ReLU()' --seeds=0 --epochs=200 --save_outputs \
  --set=early_stopping_patience=5 --results_dir=others >stdout 2>stderr || die 'early stopping'
early='others/study/default,epochs=200,early_stopping_patience=5,data=diabetes/wide/simd/seed-00.json'
python3 - "$early" <<'PYTHON' || die 'the record says when and why training ended'
import json
import sys

record = json.load(open(sys.argv[1]))
stop = record["early_stopping"]
assert stop["ended_by"] == "patience" and stop["epochs"] == stop["best_epoch"] + 5 < 200, stop
assert len(record["train_loss"]) == len(stop["held_out_loss"]) == stop["epochs"], stop
assert min(stop["held_out_loss"]) == stop["held_out_loss"][stop["best_epoch"] - 1], stop
PYTHON

# Layers without vectors are named, one line for each network that has any.
"${sweep[@]}" --net=dropped='Linear(8), GELU(), Dropout(0.5), LayerNorm()' --list --seeds=0 >stdout 2>stderr || die 'fallbacks'
grep -q '^study: dropped: engine simd takes the plain loops of reference for net.2: Dropout(0.5), net.3: LayerNorm(8)$' stderr ||
  die 'the layers that fall back'
[ "$(grep -c 'plain loops' stderr)" = 1 ] || die 'others do not'
"${sweep[@]}" --net=dropped='Linear(8), Dropout(0.5)' --list --seeds=0 --engines=eigen >stdout 2>stderr || die 'a list for eigen'
grep -q 'plain loops' stderr && die 'of simd alone'

# Numbers to predict.
"$study" --data="$data/diabetes.csv" --target=progression --net=linear= --net=mlp='Linear(16), ReLU()' --seeds=0-3 \
  --set=folds=4 >stdout 2>stderr || die 'a regression'
grep -q '^Root mean squared errors' stdout || die 'its table'
"$store" list results >stdout 2>stderr || die 'a list of all'
grep -q 'data=diabetes/linear/simd/seed-00  .*test_r2 ' stdout || die 'its metrics'
"$store" export results --format=csv -o all.csv 2>stderr || die 'an export'
head -1 all.csv | grep -q ',metrics.test_rmse,.*,network$' || die 'its columns'
"$store" check results >stdout 2>stderr || die "nothing is wrong: $(cat stdout)"

"$summary" --results_dir=results >stdout 2>stderr || die 'the summary'
for file in summary.html SUMMARY.md numbers.json tables/settings.csv tables/differences.csv tables/runs.csv tables/losses.csv \
  figures/points-1.svg figures/losses-2.svg; do
  [ -s "results/summary/$file" ] || die "$file"
done
grep -q '^| large .*| small ' results/summary/SUMMARY.md || die 'the difference of the networks'
grep -q 'R²' results/summary/SUMMARY.md || die 'R² of the regression'
"$store" check results >stdout 2>stderr || die "the summary is no record: $(cat stdout)"
echo "a study from its data to its summary"

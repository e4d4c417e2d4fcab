#!/usr/bin/env bash
# Weights that a study saves answer as its evaluation did, bit for bit; what does not fit gets one line.
set -uo pipefail
# shellcheck source=experiments/testing/expect_error.sh
source experiments/testing/expect_error.sh

study=$PWD/experiments/study/study
predict=$PWD/experiments/study/predict
data=$PWD/experiments/study/data
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

die() {
  echo "FAILED: $1"
  [ ! -s stderr ] || sed 's/^/    /' stderr
  exit 1
}
# evaluated FOLDER FIRST LAST: row and outputs of all rows, by row, of columns FIRST to LAST of outputs.csv.
evaluated() { tail -n +2 "$1/outputs.csv" | cut -d, -f"2,$2-$3" | sort -n; }
# predicted FILE LAST: the same of a file of predictions.
predicted() { tail -n +2 "$1" | cut -d, -f"1-$2" | sort -n; }

# Classes, a binary target and numbers, with every engine; batches of the last engines are those of training.
for engine in simd reference eigen onednn; do
  "$study" --data="$data/wine.csv" --target=cultivar --net=n='Linear(8), BatchNorm1d(), ReLU(), Dropout(0.2)' --seeds=0 --epochs=5 \
    --engines=$engine --save_weights --save_outputs >stdout 2>stderr || die "a study with $engine"
  run="results/artifacts/study/default,epochs=5,data=wine/n/$engine/seed-00"
  "$predict" --weights="$run/final_weights.safetensors" --data="$data/wine.csv" --output=$engine.csv --engine=$engine \
    >stdout 2>stderr || die "predict with $engine"
  evaluated "$run" 4 6 >expected
  predicted $engine.csv 4 >found
  if [ $engine = simd ] || [ $engine = reference ]; then
    cmp expected found >stdout 2>stderr || die "$engine: the outputs are those of the evaluation"
  fi
  [ "$(wc -l <expected)" = 178 ] || die 'all rows are there'
done
cmp simd.csv reference.csv >stdout 2>stderr || die 'simd and reference give the same'
head -n 1 simd.csv | grep -qx 'row,output0,output1,output2,cultivar' || die 'the header'
weights=results/artifacts/study/default,epochs=5,data=wine/n/simd/seed-00/final_weights.safetensors
right=$(paste -d, <(tail -n +2 simd.csv | cut -d, -f5) <(awk -F, 'NR==1{for(i=1;i<=NF;i++)if($i=="cultivar")c=i;next}{print $c}' "$data/wine.csv") |
  awk -F, '$1==$2' | wc -l)
[ "$right" -gt 150 ] || die "the classes: only $right of 178 are right"

# The columns may stand in another order, and others, also text, among them.
awk -F, -v OFS=, '{r=$NF; for(i=NF-1;i>=1;i--) r=r OFS $i; print r, NR==1?"note":"some text"}' "$data/wine.csv" >turned.csv
"$predict" --weights="$weights" --data=turned.csv --output=turned-out.csv >stdout 2>stderr || die 'columns in another order'
cmp simd.csv turned-out.csv >stdout 2>stderr || die 'columns are taken by name'

# Other rows and batches give the same bits with simd.
{ head -n 1 "$data/wine.csv"; sed -n 51p "$data/wine.csv"; } >one.csv
"$predict" --weights="$weights" --data=one.csv --output=one-out.csv --batch_size=1 >stdout 2>stderr || die 'one row'
[ "$(tail -n 1 one-out.csv | cut -d, -f2-)" = "$(sed -n 51p simd.csv | cut -d, -f2-)" ] || die 'one row alone has the bits that it has among others'

# Numbers, in standardised units and in their own.
"$study" --data="$data/diabetes.csv" --target=progression --net=n='Linear(8), Tanh()' --seeds=0 --epochs=5 \
  --save_weights --save_outputs >stdout 2>stderr || die 'a regression'
run=results/artifacts/study/default,epochs=5,data=diabetes/n/simd/seed-00
"$predict" --weights="$run/final_weights.safetensors" --data="$data/diabetes.csv" --output=numbers.csv >stdout 2>stderr || die 'predict numbers'
evaluated "$run" 4 4 >expected
predicted numbers.csv 2 >found
cmp expected found >stdout 2>stderr || die 'outputs of a regression'
awk -F, 'NR>1{s+=$3;n++} END{exit !(s/n>100 && s/n<200)}' numbers.csv || die "answers are in the target's units"

# A network with residuals is read from what the file says of it, and its weights by the names of modules.
"$study" --data="$data/diabetes.csv" --target=progression --net=n='Linear(8), Residual(Linear(8), Tanh()), Residual(ReLU())' --seeds=0 \
  --epochs=4 --save_weights --save_outputs >stdout 2>stderr || die 'a study with residuals'
run=results/artifacts/study/default,epochs=4,data=diabetes/n/simd/seed-00
grep -qa '"network":"Linear(10, 8), Residual(Linear(8, 8), Tanh()), Residual(ReLU()), Linear(8, 1)"' "$run/final_weights.safetensors" ||
  die 'the text of residuals'
for name in 0.weight 1.0.bias 3.weight; do
  grep -qa "\"$name\"" "$run/final_weights.safetensors" || die "the name $name"
done
"$predict" --weights="$run/final_weights.safetensors" --data="$data/diabetes.csv" --output=residuals.csv >stdout 2>stderr || die 'predict residuals'
evaluated "$run" 4 4 >expected
predicted residuals.csv 2 >found
cmp expected found >stdout 2>stderr || die 'outputs of residuals'

# Images, and an array of outputs.
"$study" --data="$data/digits-images-idx3-ubyte" --target="$data/digits-labels-idx1-ubyte" \
  --net=n='Conv2d(4, kernel_size=3), ReLU(), MaxPool2d(2)' --seeds=0 --epochs=1 --save_weights --save_outputs >stdout 2>stderr ||
  die 'images'
run=results/artifacts/study/default,epochs=1,data=digits/n/simd/seed-00
for kind in csv npy; do
  "$predict" --weights="$run/final_weights.safetensors" --data="$data/digits-images-idx3-ubyte" --output=images.$kind >stdout 2>stderr ||
    die "predict images as $kind"
done
evaluated "$run" 4 13 >expected
predicted images.csv 11 >found
cmp expected found >stdout 2>stderr || die 'outputs of images'
python3 - <<'PYTHON' >stdout 2>stderr || die 'the array has the outputs of the CSV'
import struct
npy = open("images.npy", "rb").read()
values = b"".join(struct.pack("<f", float(x)) for line in open("found") for x in line.split(",")[1:])
assert b"'shape': (1797, 10)" in npy[:128], npy[:128]
assert npy[-len(values):] == values and len(npy) == 128 + len(values)
PYTHON

# What does not fit.
cp "$weights" weights.safetensors # each case removes the results
weights=weights.safetensors
of() {
  local pattern=$1
  shift
  expect_error "$pattern" "$predict" --data="$data/wine.csv" --output=out.csv "$@"
  [ ! -e out.csv ] || fail "wrote out.csv: $*"
}
of '--weights is missing'
of 'none.safetensors' --weights=none.safetensors
head -c 100 "$weights" >cut.safetensors
of 'cut.safetensors: is cut: a header of' --weights=cut.safetensors
printf '\0\0\0\x80\x02\0\0\0{}' >long.safetensors
of 'long.safetensors: no safetensors file: a header of 10737418240 bytes' --weights=long.safetensors
of 'has no tensor "2.weight"' --weights="$weights" --net='Linear(13, 8), Tanh(), Linear(8, 3)'
of 'tensor "0.bias" is of no parameter' --weights="$weights" --net='Linear(13, 8, bias=false)'
of 'net: character' --weights="$weights" --net='Linear('
of 'tensor "0.weight" has the shape \[8, 13\], wants \[9, 13\]' --weights="$weights" --net='Linear(13, 9), ReLU(), Linear(9, 3)'
expect_error 'no column is named' "$predict" --weights="$weights" --data="$data/iris.csv" --output=out.csv
expect_error 'ends neither with .csv nor with .npy' "$predict" --weights="$weights" --data="$data/wine.csv" --output=out.txt
expect_error 'unknown engine "fast"' "$predict" --weights="$weights" --data="$data/wine.csv" --output=out.csv --engine=fast

[ $failures = 0 ] || exit 1
echo "predictions are those of the evaluation; $cases cases of bad input"

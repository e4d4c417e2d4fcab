#!/usr/bin/env bash
# Files of weights in Python: the package safetensors reads them as numpy reads the .npy files, PyTorch's load_state_dict takes
# them with strict=True, and what PyTorch gives to the package predicts here.
set -uo pipefail
study=$PWD/experiments/study/study
predict=$PWD/experiments/study/predict
data=$PWD/experiments/study/data
script=$PWD/experiments/study/safetensors_python_test.py
cd "$TEST_TMPDIR" || exit 1

die() {
  echo "FAILED: $1"
  cat stdout stderr
  exit 1
}
{ /usr/bin/python3 -m venv --system-site-packages python && python/bin/pip install --quiet safetensors; } >stdout 2>stderr ||
  die 'the package safetensors cannot be installed'

"$study" --data="$data/wine.csv" --target=cultivar --net=n='Linear(8), BatchNorm1d(), ReLU()' --seeds=0 --epochs=5 --save_weights \
  >stdout 2>stderr || die 'a study'
run=results/artifacts/study/default,epochs=5,data=wine/n/simd/seed-00
"$predict" --weights="$run/final_weights.safetensors" --data="$data/wine.csv" --output=ours.npy >stdout 2>stderr || die 'predict'
python/bin/python "$script" "$run" "$data/wine.csv" ours.npy torch.safetensors rows.npy theirs.npy || die 'Python'
"$predict" --weights=torch.safetensors --data=rows.npy --output=again.npy \
  --net='Linear(13, 8), BatchNorm1d(8), ReLU(), Linear(8, 3)' >stdout 2>stderr || die 'predict with weights of PyTorch'
python/bin/python - <<'PYTHON' || die 'weights of PyTorch give its outputs'
import numpy
ours, theirs = numpy.load("again.npy"), numpy.load("theirs.npy")
assert numpy.abs(ours - theirs).max() < 1e-4 * numpy.abs(theirs).max()
PYTHON
echo 'both ways'

#!/usr/bin/env bash
# Models of all layers that a network's text can have: onnxruntime computes what we compute, within rounding.
# ONNXRUNTIME_PYTHON names a Python that has onnxruntime and numpy; without it they are installed into the test's own folder.
set -uo pipefail
export_onnx=$PWD/experiments/study/export_onnx
predict=$PWD/experiments/study/predict
study=$PWD/experiments/study/study
data=$PWD/experiments/study/data
script=$PWD/experiments/study/export_onnx_test.py
cd "$TEST_TMPDIR" || exit 1

die() {
  echo "FAILED: $1"
  cat stdout stderr
  exit 1
}
python=${ONNXRUNTIME_PYTHON:-}
if [ -z "$python" ]; then
  { /usr/bin/python3 -m venv python && python/bin/pip install --quiet onnxruntime numpy; } >stdout 2>stderr || die 'onnxruntime cannot be installed'
  python=python/bin/python
fi

tables=('Linear(8), ReLU()'
  'Linear(8, bias=false), BatchNorm1d(), Tanh(), Dropout(0.3)'
  'Linear(8), LayerNorm(), LeakyReLU(0.2), Linear(8), Sigmoid()'
  'Linear(8), GELU(), Linear(8), ELU(0.5), Linear(8), Softplus()'
  'Linear(6), Comparison(3)')
images=('Conv2d(4, kernel_size=3), ReLU(), MaxPool2d(2)'
  'Conv2d(4, kernel_size=3, padding=1), BatchNorm2d(), Tanh(), MaxPool2d(3, ceil_mode)'
  'Conv2d(6, kernel_size=3, bias=false), ReLU(), AvgPool2d(2)'
  'Conv2d(6, kernel_size=3), ReLU(), AvgPool2d()')
number=0
# compare FILE FLAG...: trains, exports, predicts and compares.
compare() {
  local file=$1 weights
  shift
  "$study" --data="$file" "$@" --seeds=0 --epochs=2 --save_weights --results_dir="$number" >stdout 2>stderr || die "train $*"
  weights=$(find "$number" -name final_weights.safetensors)
  "$predict" --weights="$weights" --data="$file" --output="$number.npy" >stdout 2>stderr || die "predict $*"
  "$export_onnx" --weights="$weights" --output="$number.onnx" >stdout 2>stderr || die "export $*"
  "$python" "$script" "$number.onnx" "$weights" "$file" "$number.npy" || die "compare $*"
  number=$((number + 1))
}
for net in "${tables[@]}"; do compare "$data/wine.csv" --target=cultivar --net=n="$net"; done
compare "$data/diabetes.csv" --target=progression --net=n='Linear(8), Tanh()'
for net in "${images[@]}"; do
  compare "$data/digits-images-idx3-ubyte" --target="$data/digits-labels-idx1-ubyte" --net=n="$net"
done
[ "$number" = $((${#tables[@]} + ${#images[@]} + 1)) ] || die 'all networks'
echo "$number models give the same"

#!/usr/bin/env bash
# Every example runs, and ends with what it says.
set -uo pipefail
examples=$PWD/examples
data=$PWD/experiments/study/data
cd "$TEST_TMPDIR" || exit 1

die() {
  echo "FAILED: $1"
  cat stdout stderr
  exit 1
}

"$examples/xor" >stdout 2>stderr || die 'xor'
grep -qx '1 xor 0: 1' stdout || die 'xor says 1'
"$examples/regression" >stdout 2>stderr || die 'regression'
grep -q '^farthest from the curve: 0\.' stdout || die 'regression says how far off it is'
"$examples/own_data" "$data/iris.csv" species >stdout 2>stderr || die 'own data'
grep -q 'of 150 rows are right, in 3 classes' stdout || die 'own data says how many are right'
"$examples/own_data" "$data/iris.csv" kind >stdout 2>stderr && die 'a column that is not there'
grep -q 'no column is named "kind"' stderr || die 'it says so'
"$examples/save_and_predict" weights.safetensors >stdout 2>stderr || die 'saved weights predict the same'

# Four parts are one training.
for part in 1 2 3 4; do "$examples/continuing" parts.safetensors >stdout 2>stderr || die "part $part"; done
grep -qx 'going on' stdout || die 'the last part goes on'
tail -n 1 stdout >parts
"$examples/continuing" whole.safetensors 400 >stdout 2>stderr || die 'the whole'
tail -n 1 stdout | cmp - parts || die 'parts end with the loss of the whole'
cmp parts.safetensors whole.safetensors || die 'parts end with the bytes of the whole'
"$examples/continuing" weights.safetensors >stdout 2>stderr && die 'weights alone'
grep -q 'weights.safetensors: has weights alone' stderr || die 'it says what is missing'
echo 'five examples'

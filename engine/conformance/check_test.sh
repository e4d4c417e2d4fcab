#!/usr/bin/env bash
# :check and the specification say what is right, what is not, and what is wrong with what they were given.
set -uo pipefail
check=$PWD/$1
specification=$PWD/$2
kit=$PWD/$3
mnist=$PWD/$4
cd "$TEST_TMPDIR" || exit 1
failures=0

# expect STATUS PATTERN PROGRAM ARGUMENT...: the exit code and a line of what it says.
expect() {
  local status=0
  "${@:3}" >output 2>&1 || status=$?
  mv output said
  if [[ $status != "$1" ]] || ! grep -q -e "$2" said; then
    echo "FAILED: expected status $1 and '$2', got status $status: ${*:3}"
    sed 's/^/    /' said
    failures=$((failures + 1))
  fi
}

expect 1 '^error: --only=sse9: no engine' "$check" --only=sse9
expect 1 '^error: --only changes nothing with --update' "$check" --update=kit --only=simd
"$check" --help >/dev/full 2>said
expect 0 '^error: stdout: cannot be written' cat said
expect 1 '^error: .*random.json: cannot be read' "$check" --update=no_such_folder
expect 0 '^2 of 2 answers are right (simd scalar)' "$check" --only='simd scalar' --cases='layers.json ReLU,Tanh'
expect 1 '^error: --cases: no case' "$check" --cases=nothing
mkdir kit
cp -L "$kit"/*.json kit
chmod u+w kit/*
echo '[{"name": "x", "operation": "guess"}]' >kit/random.json
expect 1 '^error: kit/random.json: not a case with a name' "$check" --update=kit
echo '{' >kit/random.json
expect 1 '^error: kit/random.json: wants a list' "$check" --update=kit

python=(python3 -B "$specification")
expect 0 '^5 of 5 answers are right' "${python[@]}" "$kit" "$mnist" --only='permutation of'
expect 1 'KIT_FOLDER MNIST_FOLDER' "${python[@]}" "$kit"
expect 1 '^error: .*no_such_folder' "${python[@]}" no_such_folder "$mnist"
expect 1 '^error: .*no_such_folder' "${python[@]}" "$kit" no_such_folder
expect 1 '^error: --only=nothing: ' "${python[@]}" "$kit" "$mnist" --only=nothing
cp -L "$kit/random.json" kit
sed -i '/permutation of 10"/ s/"places":\[[0-9]*,/"places":[10,/' kit/random.json
expect 1 '^DIFFERS random.json: permutation of 10: places/0' "${python[@]}" kit "$mnist" --only='permutation of'
expect 1 '^4 of 5 answers are right' "${python[@]}" kit "$mnist" --only='permutation of'
exit "$failures"

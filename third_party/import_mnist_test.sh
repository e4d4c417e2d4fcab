#!/usr/bin/env bash
# Usage: import_mnist_test.sh import_mnist.sh MNIST_FILE...: the script on the real files, then on damaged ones.
set -euo pipefail
script=$(realpath "$1")
shift
source_folder=$(dirname "$(realpath "$1")")
cd "$TEST_TMPDIR"
folder="some digits"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

# A fresh folder of links to the real files, and an empty one to import into.
reset() {
  cd "$TEST_TMPDIR"
  rm -rf "$folder" out
  mkdir "$folder" out
  ln -s "$source_folder"/*-ubyte "$folder"
  cd out
}

# expect_error MESSAGE: the import says exactly this, fails and leaves nothing.
expect_error() {
  local output
  if output=$("$script" "$TEST_TMPDIR/$folder" 2>&1); then fail "accepted, expected: $1"; fi
  [[ $output == "MNIST: $TEST_TMPDIR/$folder$1" ]] || fail "expected '$1', said '$output'"
  [[ -z $(ls -A) ]] || fail "left files behind: $(ls -A)"
}

reset
"$script" "$TEST_TMPDIR/$folder"
for name in {train,t10k}-{images-idx3,labels-idx1}-ubyte; do
  [[ -f $name && ! -L $name ]] || fail "$name is no copy; got: $(ls)"
done

reset
rm "../$folder/train-labels-idx1-ubyte"
expect_error "/train-labels-idx1-ubyte: missing; expected a file of 60008 bytes"

reset
rm "../$folder/t10k-images-idx3-ubyte"
head -c 5000 "$source_folder/t10k-images-idx3-ubyte" >"../$folder/t10k-images-idx3-ubyte"
expect_error "/t10k-images-idx3-ubyte: expected 7840016 bytes, found 5000"

reset
rm "../$folder/t10k-labels-idx1-ubyte"
head -c 10008 /dev/zero >"../$folder/t10k-labels-idx1-ubyte"
zeros=$(sha256sum <"../$folder/t10k-labels-idx1-ubyte")
expect_error "/t10k-labels-idx1-ubyte: expected SHA-256 \
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2, found ${zeros%% *}"

reset
rm -r "../$folder"
expect_error ": no such folder; expected one with MNIST's four uncompressed IDX files"

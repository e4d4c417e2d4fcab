#!/usr/bin/env bash
# Bazel, in a copy of the tree: the files of README.md make a workspace of its own that builds an example with nothing
# downloaded, and the example writes the bits that it writes in this tree.
set -uo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
# shellcheck source=tools/bazel_in_copy.sh
. "${script%/examples/*}/tools/bazel_in_copy.sh"
if disk_cache=$(grep -s disk_cache= user.bazelrc); then flags+=(--disk_cache="${disk_cache#*disk_cache=}"); fi

mkdir ../mine && ln -s copy ../tenfold && cp examples/save_and_predict.cc ../mine/main.cc || exit 1
# A block whose first line names a file is the file.
awk '/^```/ { file = ""; begins = !inside; inside = !inside; next }
  begins { file = "../mine/" $2; begins = 0; next }
  file { print >file }' examples/README.md
[[ $(find ../mine -type f | wc -l) == 4 ]] || die "README.md has a WORKSPACE, a BUILD and a .bazelrc"

# build FOLDER TARGET: where nothing can be fetched.
build() {
  (cd "$1" && http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 bazel build "${flags[@]}" "$2") \
    >"$TEST_TMPDIR/output" 2>&1 || die "build $2 in $1"
}
build . //examples:save_and_predict
bazel-bin/examples/save_and_predict "$TEST_TMPDIR/here.safetensors" >"$TEST_TMPDIR/output" 2>&1 || die 'run in the tree'
build ../mine //:mine
../mine/bazel-bin/mine "$TEST_TMPDIR/outside.safetensors" >"$TEST_TMPDIR/output" 2>&1 || die 'run outside'
cmp "$TEST_TMPDIR"/{here,outside}.safetensors >"$TEST_TMPDIR/output" 2>&1 || die 'the same bits'
(cd ../mine && bazel shutdown)
echo 'a workspace of its own builds and gives the same bits'

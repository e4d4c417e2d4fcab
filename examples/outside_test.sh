#!/usr/bin/env bash
# Bazel, in a copy of the tree: a workspace of its own depends on Tenfold, builds, and downloads nothing.
set -uo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
# shellcheck source=tools/bazel_in_copy.sh
. "${script%/examples/*}/tools/bazel_in_copy.sh"
if cache=$(grep -s disk_cache user.bazelrc); then flags+=("--disk_cache=${cache##*=}"); fi

cd examples/outside || die 'no workspace examples/outside'
bazel build --experimental_repository_disable_download "${flags[@]}" //:mine >"$TEST_TMPDIR/output" 2>&1 || die 'build'
bazel-bin/mine >"$TEST_TMPDIR/output" 2>&1 || die 'run'
grep '^loss ' "$TEST_TMPDIR/output" || die 'it trains'

# The README has the lines that a workspace needs.
for file in WORKSPACE BUILD .bazelrc; do
  while IFS= read -r line; do
    grep -qF -- "$line" ../README.md || die "examples/README.md lacks a line of $file: $line"
  done < <(grep -v '^#' $file)
done

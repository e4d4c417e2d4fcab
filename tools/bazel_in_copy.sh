# shellcheck shell=bash
# Sourced by tests that run Bazel in a copy of the tree, which they find through the script's real path: goes there and
# defines `bazel`, the flags for its builds and `die`.
tree=$(realpath "${BASH_SOURCE[0]}")
tree=${tree%/tools/*}
copy=$TEST_TMPDIR/copy
mkdir -p "$copy"
tar -C "$tree" --exclude='./bazel-*' --exclude=./.git --exclude=./results -cf - . | tar -C "$copy" -xf - || exit 1
cd "$copy" || exit 1

# The cache of .ci/run, or the one that user.bazelrc names, has what was compiled for the other tests.
flags=()
export PATH=/usr/bin:$PATH # the compiler's path, which is another to a test, is part of what it compiles
if [[ -n ${TENFOLD_DISK_CACHE:-} ]]; then
  flags+=(--disk_cache="$TENFOLD_DISK_CACHE")
elif ! grep -qs disk_cache user.bazelrc; then
  flags+=(--disk_cache="$TEST_TMPDIR/cache" --copt=-O0) # the optimiser is not what is tested
fi
bazel() { command bazel --output_user_root="$TEST_TMPDIR/root" --max_idle_secs=60 "$@"; }
trap 'bazel shutdown; chmod -R u+w "$TEST_TMPDIR"' EXIT

die() {
  echo "FAILED: $1"
  tail -n 20 "$TEST_TMPDIR/output"
  exit 1
}

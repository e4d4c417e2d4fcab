#!/usr/bin/env bash
# rebuild_test.sh: the module that is checked in is the one that its sources make. Without Debian 12's clang 14 it only says whether
# these have changed since.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cd "$here/../../.."

fail() {
  echo "FAILED: $1; on Debian 12: experiments/disc/wasm/update.sh" >&2
  exit 1
}

sha256sum --check --quiet "$here/disc.wasm.sha256" || fail "the module or a source is not what experiments/disc/wasm/disc.wasm.sha256 says"
release=$(. /etc/os-release && echo "$VERSION_ID")
if [[ $release != 12 ]]; then
  echo "this is Debian $release: the module is not built again"
  exit 0
fi
type -P clang-14 wasm-ld-14 >/dev/null || fail "clang-14 or wasm-ld-14 is missing (./bazelw --with=full installs them)"
"$here/build.sh" "$TEST_TMPDIR/disc.wasm"
cmp "$here/disc.wasm" "$TEST_TMPDIR/disc.wasm" || fail "built again, the module is another one"
size=$(stat -c %s "$TEST_TMPDIR/disc.wasm")
((size < 150000)) || fail "it has $size bytes"
echo "$size bytes, the same as those checked in"

#!/usr/bin/env bash
# Usage: unpack_npm_test.sh unpack_npm.sh: an archive is unpacked only if it is the one that is expected.
set -euo pipefail
script=$(realpath "$1")
cd "$TEST_TMPDIR"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

mkdir -p package/data && echo digits >package/data/digits
tar -czf archive.tgz package
digest=$(sha512sum <archive.tgz)
digest=${digest%% *}
rm -r package

cp archive.tgz other.tgz
echo x >>other.tgz # gzip itself only warns of what follows
other=$(sha512sum <other.tgz)
if said=$("$script" other.tgz "$digest" 2>&1); then fail 'another archive was unpacked'; fi
[[ $said == "other.tgz: expected SHA-512 $digest, found ${other%% *}" ]] || fail "$said"
[[ ! -e package ]] || fail 'something was unpacked'

"$script" archive.tgz "$digest"
[[ $(<package/data/digits) == digits ]] || fail 'nothing was unpacked'

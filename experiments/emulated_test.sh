#!/usr/bin/env bash
# //experiments:verify on a processor without AVX-512, emulated.
set -euo pipefail
haswell=(qemu-x86_64 -cpu Haswell "$1")
"${haswell[@]}" "${@:2}" | tee "$TEST_TMPDIR/said"
grep -q '^engine: simd, avx2$' "$TEST_TMPDIR/said" || { echo "FAILED: AVX2 is not what it chose"; exit 1; }
grep -qE '^([1-9][0-9]*) of \1 signatures hold$' "$TEST_TMPDIR/said"

if "${haswell[@]}" --isa=avx512 2>"$TEST_TMPDIR/said"; then
  echo "FAILED: it runs AVX-512"
  exit 1
fi
grep 'this processor lacks instruction set "avx512"; there are auto, avx2, scalar' "$TEST_TMPDIR/said"

#!/usr/bin/env bash
# A processor without AVX-512, emulated: the kit's answers but those of long runs, and a signed run. VERIFY CHECK
set -euo pipefail
verify=(qemu-x86_64 -cpu Haswell "$1")
check=(qemu-x86_64 -cpu Haswell "$2")

"${check[@]}" --only="simd avx2" \
  --cases=random.json,layers.json,losses.json,optimizers.json,members,held_out_pairs,points=1,points=130,points=64 |
  tee "$TEST_TMPDIR/said"
grep -qE '^([1-9][0-9]*) of \1 answers are right' "$TEST_TMPDIR/said"

"${verify[@]}" --only=disc/paper/depth-3 | tee "$TEST_TMPDIR/said"
grep -q '^engine: simd, avx2$' "$TEST_TMPDIR/said" || { echo "FAILED: AVX2 is not what it chose"; exit 1; }
grep -qE '^([1-9][0-9]*) of \1 signatures hold$' "$TEST_TMPDIR/said"

if "${verify[@]}" --isa=avx512 2>"$TEST_TMPDIR/said"; then
  echo "FAILED: it runs AVX-512"
  exit 1
fi
grep 'this processor lacks instruction set "avx512"; there are auto, avx2, scalar' "$TEST_TMPDIR/said"

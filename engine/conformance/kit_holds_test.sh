#!/usr/bin/env bash
# A build of :check finds that an engine gives the kit's answers: COMPILER PROGRAM FLAG...
set -euo pipefail
"$2" "${@:3}" | tee "$TEST_TMPDIR/said"
grep -q "^compiler: $1" "$TEST_TMPDIR/said" || { echo "FAILED: not built with $1"; exit 1; }
grep -qE '^([1-9][0-9]*) of \1 answers are right' "$TEST_TMPDIR/said"

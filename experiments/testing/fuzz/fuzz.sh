#!/usr/bin/env bash
# fuzz.sh FUZZER RUNS FILE...: so many inputs, always the same, grown from the files; a crash, a leak, a second or half
# a gigabyte for one input is a failure, and the input is printed.
set -euo pipefail
fuzzer=$1 runs=$2
shift 2
corpus=$TEST_TMPDIR/corpus
mkdir "$corpus"
cp -L "$@" "$corpus"
cd "$TEST_TMPDIR"
"$OLDPWD/$fuzzer" -seed=1 -runs="$runs" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
  -artifact_prefix="${TEST_UNDECLARED_OUTPUTS_DIR:-$TEST_TMPDIR}/" corpus

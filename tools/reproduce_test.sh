#!/usr/bin/env bash
# //:reproduce with one seed: trains, reports and compares, started as `bazel run` starts it, and says so when it is wrong.
set -uo pipefail

reproduce=$PWD/$1
results=$TEST_TMPDIR/results
die() {
  echo "FAILED: $1"
  exit 1
}

log=$TEST_TMPDIR/log
run() { env -u RUNFILES_DIR -u TEST_SRCDIR -u RUNFILES_MANIFEST_FILE "$reproduce" --results_dir="$results" "$@" >"$log" 2>&1; }

run --seeds=0 || { cat "$log"; die 'one seed'; }
[ "$(find "$results/pairs" "$results/disc" -name '*.json' | wc -l)" -ge 10 ] || die 'ten runs'
grep -q 'compared with the published records' "$log" || die 'a comparison'
grep -Eq '^[0-9]+ of 10 runs are bit-identical' "$log" || { cat "$log"; die 'ten runs compared'; }
[ -s "$results/report/REPORT.md" ] || die 'a report'
for figure in "$results"/report/figures/figure-{1,2}*.svg; do [ -s "$figure" ] || die "$figure"; done

run --seeds=0 || die 'again'
[ "$(grep -c ' 0 to run' "$log")" -ge 2 ] || { cat "$log"; die 'nothing is run again'; }

run --presets=paper && die 'an unknown flag passes'
grep -q 'unknown argument "--presets=paper"' "$log" || die 'the flag is named'
run --preset=papers && die 'an unknown preset passes'
grep -q 'unknown preset "papers"; there are paper' "$log" || die 'the presets are named'
echo 'reproduced'

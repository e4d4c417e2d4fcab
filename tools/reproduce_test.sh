#!/usr/bin/env bash
# //:reproduce with one seed: checks its flags first, trains, goes on after an interruption, reports and compares; started as
# `bazel run` starts it.
set -uo pipefail

reproduce=$PWD/$1
results=$TEST_TMPDIR/results
die() {
  echo "FAILED: $1"
  exit 1
}

log=$TEST_TMPDIR/log
clean=(env -u RUNFILES_DIR -u TEST_SRCDIR -u RUNFILES_MANIFEST_FILE)
run() {
  local where=(--results_dir="$results")
  [[ " $*" != *" --results_dir="* ]] || where=()
  "${clean[@]}" "$reproduce" "${where[@]}" "$@" >"$log" 2>&1
}

engines=(simd eigen onednn)
! [ -x baselines/pairs ] || engines+=(libtorch)

# Whether the flags are right is known before anything is trained.
rejects() { # MESSAGE FLAG...
  local message=$1
  shift
  run "$@" && die "passes: $*"
  { [ "$(wc -l <"$log")" = 1 ] && grep -qF -- "$message" "$log"; } || { cat "$log"; die "one line with '$message': $*"; }
  [ ! -e "$results" ] || die "something was made: $*"
}
rejects 'unknown argument "--presets=paper"; see --help' --presets=paper
rejects 'unknown argument ""; see --help' ''
rejects 'unknown preset "papers"; there are paper' --preset=papers
rejects '--preset is given twice; expected once' --preset=paper --preset=course
rejects '--engines: unknown engine "eigne"; there are reference, ' --engines=eigne
rejects 'results_dir= names no folder' --results_dir=
rejects '--engines: engine "simd" is named twice' --engines=simd,eigen,simd
rejects '--seeds: ' --seeds=ten
if [[ ${engines[*]} == *libtorch* ]]; then
  rejects '--engines: engine "libtorch" is named twice' --engines=libtorch,eigen,libtorch
else
  rejects '--engines: there is no LibTorch' --engines=eigen,libtorch
fi

count() { find "$results" -path "*/paper/*/seed-*.json" | wc -l; }

# Interrupted, its exit code says so; what is there stays.
set -m
run --seeds=0 --engines=eigen --jobs=1 &
pid=$!
set +m
while kill -0 $pid 2>/dev/null && ! grep -q '^\[1/8\]' "$log"; do sleep 0.02; done
kill -INT -- -$pid
wait $pid
code=$?
[ $code = 130 ] || { cat "$log"; die "exit code $code after SIGINT"; }
there=$(count)
((there > 0 && there < 10)) || die "$there runs after SIGINT"

# A signal to the script alone reaches the program that it runs.
"${clean[@]}" "$reproduce" --results_dir="$results" --seeds=0 --engines=eigen --jobs=1 >"$log" 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null && ! grep -q '^\[' "$log"; do sleep 0.02; done
kill -TERM $pid
wait $pid
code=$?
[ $code = 143 ] || { cat "$log"; die "exit code $code after SIGTERM"; }
grep -q '^interrupted: pairs: ' "$log" || { cat "$log"; die 'the program says what is left'; }
there=$(count)

run --seeds=0 --engines=eigen || { cat "$log"; die 'one engine'; }
grep -q "$there present, .* $((8 - there)) to run" "$log" || { cat "$log"; die 'it goes on'; }
[ "$(count)" = 10 ] || die 'ten runs'
grep -q 'compared with the published records' "$log" || die 'a comparison'
grep -Eq '^eigen: [0-9]+ of 10 runs are bit-identical' "$log" || { cat "$log"; die 'ten runs compared'; }
for page in REPORT.md SUMMARY.md RUNS.md report.html; do [ -s "$results/report/$page" ] || die "$page"; done
for figure in "$results"/report/figures/{pairs-accuracy,pairs-confusion,wrong-pairs,disc-points,disc-boundary,disc-loss}.svg; do [ -s "$figure" ] || die "$figure"; done

# All engines; what is there is not run again.
run --seeds=0 || { cat "$log"; die 'all engines'; }
[ "$(count)" = $((10 * ${#engines[@]})) ] || die "ten runs of each of ${engines[*]}"
for engine in "${engines[@]}"; do
  [ -s "$results/disc/paper/depth-4/$engine/seed-00.json" ] || die "runs of $engine"
done
[[ ${engines[*]} == *libtorch* ]] || grep -q '^note: no LibTorch, ' "$log" || die 'it says what is missing'
grep -q '^## [0-9]*. Do the engines do the same work?' "$results/report/REPORT.md" || die 'a certificate'
[ -s "$results/report/figures/loss-differences.svg" ] || die 'losses step by step'

run --seeds=0 || die 'again'
[ "$(grep -c '; 0 to run$' "$log")" = "$(grep -c ' to run$' "$log")" ] || { cat "$log"; die 'something is run again'; }
[ "$(grep -c ' to run$' "$log")" -ge 2 ] || { cat "$log"; die 'it says what there was to run'; }

# What --full adds, of one of the seeds that decide claims.
run --seeds=10 --full || { cat "$log"; die 'in full'; }
for setting in pairs/course/cnn "disc/paper,learning_rate=0.02/depth-4" "disc/paper,learning_rate=0.1,schedule=linear/depth-4"; do
  [ -s "$results/$setting/simd/seed-10.json" ] || die "no run of $setting"
done
grep -q '^| 0.1 cosine ' "$results/report/REPORT.md" || die 'the table of learning rates'
# Every rate of the report's table is trained.
[ "$(grep -cE '^\| [0-9.]+ (constant|linear|step|cosine) ' "$results/report/REPORT.md")" = 10 ] || die 'all learning rates'
echo 'reproduced'

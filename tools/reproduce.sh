#!/usr/bin/env bash
# The main job: trains what is not there yet of the pairs and the disc, then makes the report from the records.
set -euo pipefail

usage() {
  cat <<'END'
Trains the pairs (preset `paper`) and the disc, ten seeds each, and makes the report.

  ./bazelw run //:reproduce -- [--preset=NAME | --full] [--results_dir=DIR] [--seeds=0-9] [--engines=LIST] [--jobs=N] [--force]

  --preset=NAME      preset of the pairs (default paper)
  --full             every preset of the pairs
  --results_dir=DIR  where records and report go (default results); what is there already is not run again
  --seeds, --engines, --jobs, --force: as ./bazelw run //experiments/pairs -- --help explains them

The tables of the report are about preset `paper`; runs of other presets are listed at its end.
END
}

presets=(paper)
results_dir=results
flags=()
for argument in "$@"; do
  case "$argument" in
    --help) usage; exit 0 ;;
    --full) presets=(paper course) ;;
    --preset=*) presets=("${argument#--preset=}") ;;
    --results_dir=*) results_dir=${argument#--results_dir=} ;;
    --seeds=* | --engines=* | --jobs=* | --force) flags+=("$argument") ;;
    *) echo "error: unknown argument \"$argument\"; see --help" >&2; exit 1 ;;
  esac
done

if [[ -e experiments/pairs/pairs ]]; then runfiles=$PWD; else runfiles=$(realpath -s "$0").runfiles/tenfold; fi

# Paths mean what they meant where the command was given.
case "$results_dir" in
  /*) ;;
  *) results_dir=${BUILD_WORKING_DIRECTORY:-$PWD}/$results_dir ;;
esac

# The programs and their data are among the runfiles of this one, where `bazel run` starts it.
export RUNFILES_DIR=${runfiles%/*}
cd "$runfiles"

for preset in "${presets[@]}"; do
  experiments/pairs/pairs --preset="$preset" --results_dir="$results_dir" "${flags[@]}"
done
experiments/disc/disc --results_dir="$results_dir" "${flags[@]}"
reports/report --results_dir="$results_dir" --output_dir="$results_dir/report"
if [[ -e reports/published/records.jsonl ]]; then
  echo "compared with the published records:"
  # Other library versions and processors may round otherwise; that is said, and is no failure of this command.
  experiments/compare/compare "$results_dir" "$PWD/reports/published/records.jsonl" || (($? <= 2))
fi
echo "report: $results_dir/report/REPORT.md"

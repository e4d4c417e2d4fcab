#!/usr/bin/env bash
# Replaces the published report by one made of the records of a results folder, or again of the published records: as a whole or not
# at all (base/staged_folder.h).
set -euo pipefail
# As all programs do first: what is closed is opened.
[[ -e /proc/self/fd/0 ]] || exec </dev/null
[[ -e /proc/self/fd/1 ]] || exec >/dev/null
[[ -e /proc/self/fd/2 ]] || exec 2>/dev/null
report=$PWD/$1
shift

usage() {
  cat <<'END'
Makes the published report, reports/published/, of run records.

  bazel run //reports:publish -- [--results_dir=DIR] [--benchmark=FILE] [--growth=FILE] [--accuracy=FILE] [--multiverse=FILE] [--variance=FILE] [--exhaustive=FILE] | --regenerate

  --results_dir=DIR  folder of run records (default results); they are published too
  --benchmark=FILE   what //benchmarks:side_by_side --json wrote, for the part about speed (default: what is published already)
  --growth=FILE      what //benchmarks:growth --json wrote, likewise
  --accuracy=FILE    what //baselines:accuracy --output wrote, likewise, for the part about the distance from double
  --multiverse=FILE  what //experiments/multiverse --output wrote, likewise, for what the verdicts depend on
  --variance=FILE    what //experiments/variance --output wrote, likewise, for the part about where the variance comes from
  --exhaustive=FILE  what //experiments/exhaustive --output wrote, likewise, for the part about all pairs of test digits
  --regenerate       of the records that are published already
END
}

die() {
  echo "error: $1" >&2
  exit 1
}

[[ -n ${BUILD_WORKSPACE_DIRECTORY:-} ]] || die "this writes into the source tree; start it by: bazel run //reports:publish"
published=$BUILD_WORKSPACE_DIRECTORY/reports/published
"$report" --finish --output_dir="$published"
source=(--results_dir=results)
declare -A measured # by flag
for name in benchmark growth accuracy multiverse variance exhaustive; do
  [[ ! -e $published/$name.json ]] || measured[$name]=--$name=$published/$name.json
done
for argument in "$@"; do
  case $argument in
    --help) usage; exit 0 ;;
    --results_dir=?*) source=("$argument") ;;
    --benchmark=?* | --growth=?* | --accuracy=?* | --multiverse=?* | --variance=?* | --exhaustive=?*)
      name=${argument%%=*}
      measured[${name#--}]=$argument
      ;;
    --regenerate) source=(--records="$published/records.jsonl.gz") ;;
    *) die "unknown argument $(printf %q "$argument"); see --help" ;;
  esac
done

"$report" "${source[@]}" "${measured[@]}" --include_inputs --replace --output_dir="$published" >/dev/null
printf 'published: %q\n' "$published"

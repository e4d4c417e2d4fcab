#!/usr/bin/env bash
# What Slurm runs after the tasks of a sweep: merges, makes the report, and fails if runs are missing.
#
#   report.sh RUNFILES N FOLDER... PROGRAM RESULTS_DIR FLAG...    N folders are merged with RESULTS_DIR
set -uo pipefail
runfiles=$1 count=$2
merge=("${@:3:count}")
shift $((2 + count))
program=$1 results_dir=$2
shift 2

listed=$("$program" "$@" --list) || exit 1
missing=$(grep -v '^present ' <<<"$listed")
[[ -z $missing ]] || echo "missing, submit again to make them:"$'\n'"$missing" >&2

if ((count)); then
  # A folder of its own: nothing is deleted, and a merge can be compared with the one before.
  merged=$results_dir.merged-$SLURM_JOB_ID
  "$runfiles/experiments/store" merge "$results_dir" "${merge[@]}" -o "$merged" || exit 1
  results_dir=$merged
fi
# The report is about the questions of this repository; a study's page is the summary.
page=report
[[ ${program##*/} != study ]] || page=summary
"$runfiles/reports/$page" --results_dir="$results_dir" || exit 1
[[ -z $missing ]]

#!/usr/bin/env bash
# commands_test.sh RUNS PROGRAM...: the commands of RUNS.md, given to the programs that they name, are about the runs of their entries.
# Programs are given by their paths: experiments/pairs/pairs.
set -euo pipefail
runs=$1
shift

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

export RUNFILES_DIR=$PWD/..
checked=0
for program in "$@"; do
  # The first entry whose command names the program's folder.
  read -r setting arguments < <(awk -v folder="//${program%/*} " '
    /^## / { setting = $2 }
    index($0, folder) { sub(/.* -- /, ""); print setting, $0; exit }' "$runs") || fail "no command names $program"
  read -ra flags <<<"$arguments"
  "$program" "${flags[@]}" --results_dir="$TEST_TMPDIR/none" --list >"$TEST_TMPDIR/listed" 2>"$TEST_TMPDIR/said" || { cat "$TEST_TMPDIR/said"; fail "$program $arguments"; }
  awk '{ print $2 }' "$TEST_TMPDIR/listed" >"$TEST_TMPDIR/ids"
  (($(wc -l <"$TEST_TMPDIR/ids") >= 10)) || { cat "$TEST_TMPDIR/listed"; fail "$arguments lists fewer than ten runs"; }
  if grep -v "^$setting/seed-" "$TEST_TMPDIR/ids"; then fail "$arguments lists runs that are not of $setting"; fi
  checked=$((checked + 1))
done
((checked > 0)) || fail "no command was checked"

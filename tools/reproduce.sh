#!/usr/bin/env bash
# The main job: trains what is not there yet of the pairs and the disc, then makes the report from the records.
set -euo pipefail

usage() {
  cat <<'END'
Trains the pairs (preset `paper`) and the disc, ten seeds each, and makes the report.

  ./bazelw run //:reproduce -- [--preset=NAME] [--full] [--ladder] [--results_dir=DIR] [--seeds=0-9] [--engines=LIST] [--jobs=N] [--force]

  --preset=NAME      preset of the pairs (default paper)
  --full             also what decides the verdicts on the report's claims, with engine simd: 100 seeds of preset `course` and of the
                     disc by learning rate, 1,000 of `paper`, and 100 of the disc with libtorch; about eleven minutes of one idle core
  --ladder           also the ladders of //experiments/ladder, from the report's networks to the best of the same data, and the search for
                     the hyperparameters at their tops; nine minutes of two idle cores for the ladders, then the search
  --results_dir=DIR  where records and report go (default results); what is there already is not run again
  --engines=LIST     engines separated by commas: those of //experiments/pairs, and libtorch (default: all but
                     `reference`; libtorch if this machine has LibTorch)
  --seeds, --jobs, --force: as ./bazelw run //experiments/pairs -- --help explains them; --seeds is in place of all seeds above

The tables of the report are about preset `paper` and seeds 0 to 9; other runs serve the verdicts or are listed at its end.
END
}

presets=(paper)
results_dir=results
engines=
seeds=
full=
ladder=
flags=()
ladder_flags=()
search_flags=()
declare -A given=()
for argument in "$@"; do
  name=${argument%%=*}
  if [[ -n ${given[$name]:-} ]]; then
    echo "error: $name is given twice; expected once, several values separated by commas" >&2
    exit 1
  fi
  given[$name]=yes
  case "$argument" in
    --help) usage; exit 0 ;;
    --full) full=yes ;;
    --ladder) ladder=yes ;;
    --preset=*) presets=("${argument#--preset=}") ;;
    --results_dir=) echo "error: --results_dir= names no folder; such as --results_dir=results" >&2; exit 1 ;;
    --results_dir=*) results_dir=${argument#--results_dir=} ;;
    --engines=*) engines=${argument#--engines=} ;;
    --force) flags+=("$argument") ;;
    --seeds=*) seeds=$argument ladder_flags+=("$argument") ;;
    --jobs=*) flags+=("$argument") ladder_flags+=("$argument") search_flags+=("$argument") ;;
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

# LibTorch has programs of its own, which are there only if it is.
own='' baseline=''
if [[ -z $engines ]]; then
  own=fast
  [[ ! -x baselines/pairs/pairs ]] || baseline=libtorch
else
  IFS=, read -ra names <<<"$engines"
  for name in "${names[@]}"; do
    if [[ $name == libtorch ]]; then baseline+=,$name; else own+=,$name; fi
  done
  if [[ -n $baseline && ! -x baselines/pairs/pairs ]]; then
    echo "error: --engines: there is no LibTorch on this machine; leave out libtorch, or see tools/packages.txt" >&2
    exit 1
  fi
fi

# A signal to this script alone is for the program that it runs, too: job control gives each a group of its own, so that
# it gets a signal once.
set -m
child=
trap 'kill -INT "$child" 2>/dev/null; wait "$child"; exit 130' INT
trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM
trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 129' HUP
run() {
  "$@" &
  child=$!
  wait "$child"
}

# train FLAG...: each experiment with each program that is asked for, until one fails; its exit code.
train() {
  local preset
  for preset in "${presets[@]}"; do
    [[ -z $own ]] || run experiments/pairs/pairs --preset="$preset" --engines="${own#,}" "$@" || return
    [[ -z $baseline ]] || run baselines/pairs/pairs --preset="$preset" --engines="${baseline#,}" "$@" || return
  done
  [[ -z $own ]] || run experiments/disc/disc --engines="${own#,}" "$@" || return
  [[ -z $baseline ]] || run baselines/disc/disc --engines="${baseline#,}" "$@" || return
}

# The disc's learning rates of the report, constant and decayed, as experiments/disc/report/rates_table.cc names them.
rates=("learning_rate=0.02" "learning_rate=0.05" "learning_rate=0.1" "learning_rate=0.2" "schedule=linear" "learning_rate=0.1,schedule=linear"
  "learning_rate=0.2,schedule=linear" "learning_rate=0.1,schedule=step" "learning_rate=0.1,schedule=cosine")

# What --full adds.
train_more() {
  local rate hundred=${seeds:---seeds=0-99} thousand=${seeds:---seeds=0-999}
  run experiments/disc/disc --engines=simd "$thousand" "$@" || return
  for rate in "${rates[@]}"; do
    run experiments/disc/disc --set="$rate" --engines=simd "$hundred" "$@" || return
  done
  [[ -z $baseline ]] || run baselines/disc/disc --engines=libtorch "$hundred" "$@" || return
  run experiments/pairs/pairs --preset=course --engines=simd "$hundred" "$@" || return
  run experiments/pairs/pairs --engines=simd "$thousand" "$@" || return
}

flags+=(--results_dir="$results_dir")
# Whether every program takes its flags is known before any of them trains.
problem=$(train ${seeds:+"$seeds"} "${flags[@]}" --list 2>&1 >/dev/null) || {
  grep '^error: ' <<<"$problem" >&2 || echo "$problem" >&2
  exit 1
}
if [[ -z $engines && -z $baseline ]]; then
  echo "note: no LibTorch, so the report will have no rows of engine libtorch; to get them, leave out --without=libtorch" \
    "(bazelw then installs it) or set LIBTORCH_HOME" >&2
fi
train ${seeds:+"$seeds"} "${flags[@]}"
[[ -z $full ]] || train_more "${flags[@]}"
if [[ -n $ladder ]]; then
  run experiments/ladder/ladder --results_dir="$results_dir" "${ladder_flags[@]}"
  run experiments/ladder/search --results_dir="$results_dir" "${search_flags[@]}"
fi

run reports/report --results_dir="$results_dir" --output_dir="$results_dir/report"
if [[ -e reports/published/records.jsonl ]]; then
  echo "compared with the published records:"
  # What is not equal is said, and is no failure of this command.
  comparison=$(experiments/compare/compare --show=3 "$results_dir" "$PWD/reports/published/records.jsonl" 2>&1) || (($? <= 3))
  echo "${comparison/#error: /nothing was compared: }"
  echo "The published records are of more presets and seeds than this command trains; those are the ones only there."
  echo "Only reference and simd promise their bits on every machine; with another processor or another version of a library" \
    "it is expected that eigen, onednn and libtorch round differently."
fi
echo "report: $results_dir/report/report.html (as Markdown: REPORT.md beside it)"

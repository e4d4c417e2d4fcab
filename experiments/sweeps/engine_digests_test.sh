#!/usr/bin/env bash
# Bazel, in a copy of the tree: which edits change the digests that runs' keys are made of, and for which engines.
set -uo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
# shellcheck source=tools/bazel_in_copy.sh
. "${script%/experiments/*}/tools/bazel_in_copy.sh"

# digests FLAG...: a line for each experiment and engine; LibTorch's are there only where it is.
digests() {
  bazel build "${flags[@]}" "$@" //experiments/{disc,pairs}:source_digests >"$TEST_TMPDIR/output" 2>&1 || die "build $*"
  for experiment in disc pairs; do
    sed -n "s|.*{\"\(.*\)\", \"\(.*\)\"}.*|$experiment/\1 \2|p" bazel-bin/experiments/$experiment/source_digests.h
  done | grep -v /libtorch
}
digests >"$TEST_TMPDIR/original"
[[ $(wc -l <"$TEST_TMPDIR/original") == 8 ]] || die 'two experiments with four engines'

# expect STALE WHAT [FLAG...]: which digests are others after the edit, which is then undone. An edit that did nothing is
# an error.
edited=()
expect() {
  local expected=$1 what=$2
  shift 2
  local stale
  stale=$(digests "$@" | comm -13 <(sort "$TEST_TMPDIR/original") <(sort) | cut -d' ' -f1 | tr '\n' ' ')
  [[ $stale == "${expected:+$expected }" ]] || die "$what: stale are '$stale', not '$expected'"
  echo "$SECONDS s: $what: ${stale:-none is stale}"
  for file in "${edited[@]}"; do cp "$tree/$file" "$file"; done
  edited=()
}
# edit FILE SED-SCRIPT, and append FILE TEXT.
edit() {
  sed -i "$2" "$1"
  cmp -s "$1" "$tree/$1" && die "nothing to edit in $1: $2"
  edited+=("$1")
}
append() {
  [[ -e $1 ]] || die "no file $1"
  echo "$2" >>"$1"
  edited+=("$1")
}
code='static_assert(sizeof(int) == 4);'
all='disc/eigen disc/onednn disc/reference disc/simd pairs/eigen pairs/onednn pairs/reference pairs/simd'
disc='disc/eigen disc/onednn disc/reference disc/simd'
pairs='pairs/eigen pairs/onednn pairs/reference pairs/simd'

# What decides nothing.
edit experiments/sweeps/program/sweep_flags.cc 's/The named set of hyperparameters/A set of hyperparameters/'
expect '' 'a help text'
append engine/numerics/math.h '// edited'
append experiments/training/trainer.cc '/* edited */'
edit engine/backends/simd/kernels/gemm.inc '1s|^|/* edited\n */ |'
expect '' 'comments'
append experiments/records/run_record.cc "$code"
append experiments/records/store/store.cc "$code"
append experiments/sweeps/sweep.cc "$code"
append experiments/sweeps/experiment.h "$code"
expect '' 'records, their store and what runs sweeps'
edit experiments/disc/sweep.cc 's/{"width", 25},/&{"noise", 0.0},/'
edit experiments/pairs/sweep.cc 's/{"batch_norm", false},/&{"noise", 0.0},/'
edit experiments/sweeps/training_hyperparameters.cc 's/{"momentum", sgd.momentum},/&{"clipping", 0.0},/'
expect '' 'hyperparameters that are declared'
expect '' 'a warning' --copt=-Wshadow

# Another engine.
append engine/backends/eigen/eigen.cc "$code"
expect 'disc/eigen pairs/eigen' 'backend eigen'
append engine/backends/onednn/onednn.cc "$code"
expect 'disc/onednn pairs/onednn' 'backend onednn'

# What decides.
append engine/backends/simd/kernels/gemm.inc "$code"
expect 'disc/simd pairs/simd' 'a kernel of simd'
append engine/backends/reference/linear.h "$code"
expect "$all" 'a kernel of reference, which others fall back to'
append experiments/training/trainer.cc "$code"
expect "$all" 'the trainer'
append experiments/training/training_task_reader.cc "$code"
expect "$all" 'how hyperparameters are read'
append experiments/disc/disc_set.cc "$code"
expect "$disc" 'a data set of the disc'
append experiments/pairs/pair_set.cc "$code"
expect "$pairs" 'a data set of the pairs'
append experiments/pairs/pair_network.cc "$code"
expect "$pairs" 'a model of the pairs'
edit engine/backends/simd/kernels/BUILD 's/-mprefer-vector-width=512/-mprefer-vector-width=256/'
expect 'disc/simd pairs/simd' 'an option that kernels are compiled with'
expect "$all" 'an option for everything' --copt=-fno-unroll-loops

# Names and places: a header's, and a whole folder's, whose library has the folder's name.
mv engine/numerics/math.h engine/numerics/elementary.h
mv experiments/datasets experiments/data
sed -i 's|name = "datasets"|name = "data"|' experiments/data/BUILD
grep -rlE 'numerics/math\.h|"math\.h"|experiments/datasets|":datasets"' --include=*.cc --include=*.h --include=BUILD . |
  xargs sed -i 's|numerics/math\.h|numerics/elementary.h|; s|"math\.h"|"elementary.h"|; s|experiments/datasets|experiments/data|
    s|":datasets"|":data"|'
expect '' 'files that move'
echo 'what decides results makes records stale, and nothing else'

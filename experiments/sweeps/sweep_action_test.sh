#!/usr/bin/env bash
# Bazel, in a copy of the tree: what makes a sweep that is a build action train, and what does not.
set -uo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
# shellcheck source=tools/bazel_in_copy.sh
. "${script%/experiments/*}/tools/bazel_in_copy.sh"
flags+=(--execution_log_json_file="$TEST_TMPDIR/log.json")

# build WHAT: how the records came, of "trained", "cached" (from --disk_cache) or nothing if they stayed, in $came.
build() {
  echo "$SECONDS s: $1"
  bazel build "${flags[@]}" //:short_sweep >"$TEST_TMPDIR/output" 2>&1 || die "build: $1"
  came=$(jq --raw-output 'select(.mnemonic == "TenfoldSweep") | if .remoteCacheHit then "cached" else "trained" end' \
    "$TEST_TMPDIR/log.json") || die "the log of the build: $1"
  records=$(cat bazel-bin/short_sweep/disc/*/*/*/*.json)
}
bits() { grep weights_digest <<<"$records"; }

cat >>BUILD <<END
tenfold_sweep(
    name = "short_sweep",
    experiment = "//experiments/disc",
    seeds = "0-1",
    set = {"epochs": "2"},
    variants = ["depth-3"],
)
END
build 'first build'
[[ $came == trained || $came == cached ]] || die "the first build has no records: $came"
first=$records first_bits=$(bits)
[[ $(wc -l <<<"$first_bits") == 2 ]] || die 'two records'

for file in README.md experiments/pairs/sweep.cc engine/network/network_test.cc; do
  [[ -e $file ]] || die "no file $file"
  echo '// edited' >>"$file"
done
build 'unrelated files edited'
[[ -z $came && $records == "$first" ]] || die "an unrelated edit: $came"

# Another text each time this test runs, so that no cache knows it; code, as a comment makes no other key.
cp engine/network/initial_weights.cc engine.original
echo "static_assert($(date +%s%N) > 0);" >>engine/network/initial_weights.cc
build 'the engine edited'
[[ $came == trained ]] || die "an edit of the engine: $came"
[[ $records != "$first" && $(bits) == "$first_bits" ]] || die 'another key, the same bits'

mv engine.original engine/network/initial_weights.cc
build 'the engine as it was'
[[ $came == cached && $records == "$first" ]] || die "the engine as it was: $came"

sed -i 's/{"epochs": "2"}/{"epochs": "3"}/' BUILD
build 'a setting edited'
[[ $came == trained || $came == cached ]] || die "a setting edited: $came"
[[ $(bits) != "$first_bits" ]] || die 'other weights'
echo 'only the engine and settings make a sweep train'

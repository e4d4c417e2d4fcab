#!/usr/bin/env bash
# //experiments:verify says what holds and what does not.
set -uo pipefail
verify=$PWD/$1
signatures=$PWD/experiments/signatures.txt
cd "$TEST_TMPDIR" || exit 1
failures=0

# expect STATUS PATTERN FLAG...: the exit code and a line of what it says.
expect() {
  local status=0
  "$verify" "${@:3}" >said 2>&1 || status=$?
  if [[ $status != "$1" ]] || ! grep -q -e "$2" said; then
    echo "FAILED: expected status $1 and '$2', got status $status: ${*:3}"
    sed 's/^/    /' said
    failures=$((failures + 1))
  fi
}

expect 0 '^6 of 6 signatures hold' --only=disc
expect 0 '^engine: simd, scalar' --only=disc --isa=scalar --jobs=1
expect 0 '^60 of 60 signatures hold' --only=disc --all
expect 0 '^engine: reference' --only=disc/paper/depth-3 --engine=reference
expect 1 '^error: --isa: unknown instruction set' --isa=sse9
expect 1 '^error: --isa=scalar changes nothing; it needs --engine=simd' --engine=reference --isa=scalar
expect 1 '^error: --engine: "eigen" makes no promise' --engine=eigen
expect 1 '^error: --only: no signature has "dusc"' --only=dusc
expect 1 '^error: --jobs is -1' --jobs=-1
expect 1 '^error: "disc" is not a flag' disc

# Records that are drawn, from the published ones and from a file in which a run is another.
expect 0 '^3 of 3 runs that were drawn are as recorded: of all [0-9]* at most 63 % can be wrong' \
  --sample=3 --sample_seed=7 --only=disc/paper/depth-3/simd
expect 0 '^drawn: 1 of [0-9]* records, by --sample_seed=[0-9]' --sample=1 --only=disc/paper/depth-4/simd --isa=scalar
expect 1 '^error: --only: no record of simd or reference has "dusc"' --sample=3 --only=dusc
expect 1 '^error: --records and --sample_seed change nothing without --sample' --sample_seed=7
expect 1 '^error: --all and --signatures change nothing with --sample' --sample=3 --all
expect 1 '^error: --sample is -3' --sample=-3
expect 1 '^error: .*no_such.jsonl' --sample=3 --records=no_such.jsonl

# Signatures that are not this machine's, of another contract, or not there.
sed -E '/depth-3/ { s/ [0-7](.{63})$/ f\1/; t; s/ .(.{63})$/ 0\1/ }' "$signatures" >other
expect 1 'DIFFERENT disc/paper/depth-3/seed-' --only=disc --signatures=other
expect 1 '^3 of 6 signatures hold' --only=disc --signatures=other
sed 's/^contract_version .*/contract_version 999/' "$signatures" >other
expect 1 '^error: .* version 999 .*update_signatures' --signatures=other
sed '/paper.depth-3.seed-05/d' "$signatures" >other
expect 1 '^error: .* where disc/paper/depth-3/seed-05 is expected' --signatures=other
expect 1 '^error: .*no_such_file' --signatures=no_such_file
exit "$failures"

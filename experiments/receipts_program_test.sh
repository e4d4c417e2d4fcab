#!/usr/bin/env bash
# Receipts of the real programs: replayed, disputed, forged.
set -uo pipefail

disc=$PWD/experiments/disc/disc
replay=$PWD/experiments/replay
dispute=$PWD/experiments/dispute
store=$PWD/experiments/store
work=$TEST_TMPDIR/work
failures=0
mkdir -p "$work" && cd "$work" || exit 1

fail() {
  echo "FAILED: $1"
  sed 's/^/    /' output
  failures=$((failures + 1))
}

# gives CODE PATTERN COMMAND...: the exit code, and a line with PATTERN.
gives() {
  local code=$1 pattern=$2
  shift 2
  "$@" >output 2>&1
  local found=$?
  [ "$found" = "$code" ] || fail "exit code $found instead of $code: $*"
  grep -q -- "$pattern" output || fail "no '$pattern': $*"
}

# refuses PATTERN COMMAND...: one line that says what is wrong.
refuses() {
  gives 1 "^error: .*$1" "${@:2}"
  [ "$(wc -l <output)" = 1 ] || fail "not one line: ${*:2}"
}

# forge RECORD LINK: another state at this link, the chain from there on, the record's digest and checksum made anew.
forge() {
  python3 - "$@" <<'END'
import hashlib, re, sys
path, link = sys.argv[1], int(sys.argv[2])
results, run_id = re.match(r"([^/]*)/(.*)\.json", path).groups()
receipt_path = f"{results}/artifacts/{run_id}/receipt.txt"
digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
text = open(receipt_path).read()
lines = text.splitlines()
chain = lines[0] if link == 0 else lines[link].split()[2]
for i in range(link + 1, len(lines)):
    batch, state, _ = lines[i].split()
    state = digest("forged") if i == link + 1 else state
    chain = digest(f"{chain} {batch} {state}")
    lines[i] = f"{batch} {state} {chain}"
forged = "\n".join(lines) + "\n"
open(receipt_path, "w").write(forged)
record = open(path).read().replace(digest(text), digest(forged))
checksum = re.search(r',\n  "checksum": "(\w*)"', record)
content = "".join(line.strip() for line in (record[:checksum.start()] + record[checksum.end():]).splitlines())
sealed = digest(content.replace('": ', '":'))
open(path, "w").write(record.replace(checksum[1], sealed))
END
}

setting=disc/paper,points=50,epochs=6/depth-3/simd
a=all/$setting/seed-00.json b=other/$setting/seed-00.json
sweep=("$disc" "--set=points=50,epochs=6" --variants=depth-3 --seeds=0-1)
gives 0 '2 to run' "${sweep[@]}" --receipts=epoch --results_dir=all
gives 0 '2 to run' "${sweep[@]}" --receipts=epoch --jobs=1 --isa=scalar --results_dir=other
gives 0 '2 to run' "${sweep[@]}" --receipts=step --results_dir=steps
gives 0 '2 to run' "${sweep[@]}" --results_dir=none
cmp "all/artifacts/${setting}/seed-01/receipt.txt" "other/artifacts/${setting}/seed-01/receipt.txt" || fail 'two machines'
[ "$(wc -l <"all/artifacts/$setting/seed-00/receipt.txt")" = 8 ] || fail 'a line for each epoch, the start and the head'
gives 0 '^0 problems' "$store" check all
refuses 'is "epochs", wants epoch, step or none' "${sweep[@]}" --receipts=epochs --results_dir=no

gives 0 'epochs 1 to 6 of 6, trained by simd, .* from the start: as recorded' "$replay" "$a"
gives 0 'epochs 1 to 4 of 6, trained by simd, scalar from the start: as recorded' "$replay" "$a" --from=3 --to=4 --isa=scalar
gives 0 'epochs 1 to 6 of 6' "$replay" "steps/$setting/seed-01.json"
refuses 'seed-00.json: has no receipt; the run.s command with --receipts=epoch' "$replay" "none/$setting/seed-00.json"
refuses 'wants epochs from 1 to 6' "$replay" "$a" --to=7
refuses 'wants epochs from 1 to 6' "$replay" "$a" --from=4 --to=3
refuses 'no_such' "$replay" no_such.json
refuses '0 records are named' "$replay"
cp "$a" elsewhere.json
refuses 'wants a record in its results folder' "$replay" elsewhere.json

gives 0 'do not part: their 7 links are the same' "$dispute" "$a" "$b"
gives 0 'do not part: their 7 links are the same' "$dispute" "$a"
refuses 'not of one run: they have another seed' "$dispute" "$a" "other/$setting/seed-01.json"
refuses 'one receipt is by epoch and one by step' "$dispute" "$a" "steps/$setting/seed-00.json"
refuses 'export and --step belong together' "$dispute" "$a" --step=1
refuses 'the run has no step 7' "$dispute" "$a" --step=7 --export=step.safetensors
[ ! -e step.safetensors ] || fail 'a step that is not there was written'
"$dispute" "$a" --step=4 --export=step.safetensors || fail 'a step is exported'
grep -q 'activation/net.0' step.safetensors || fail 'a step has activations'

# A chain that breaks is said by its place; a forger who mends everything is found by training.
sed -i '6s/^\(.\{65\}\)....../\1ffffff/' "other/artifacts/$setting/seed-01/receipt.txt"
gives 2 'not what its run.s record says' "$store" check other
refuses 'not what its run.s record says' "$replay" "other/$setting/seed-01.json"
forge "$b" 4
gives 0 'seed-00' "$store" list other
gives 2 'DIFFERENT from epoch 4 on: the state is another' "$replay" "$b"
gives 0 'as recorded' "$replay" "$b" --to=3
gives 2 'agree until epoch 3 and part in epoch 4\..*A is right' "$dispute" "$a" "$b"
gives 3 'B is right' "$dispute" "$b" "$a"
gives 3 '^| batch, state of epoch 4 |.*| B.s |$' "$dispute" "$b"
forge "steps/$setting/seed-00.json" 0
gives 3 'part before the first step: they begin with other weights' "$dispute" "steps/$setting/seed-00.json"
exit "$failures"

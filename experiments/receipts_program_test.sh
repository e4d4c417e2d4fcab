#!/usr/bin/env bash
# Receipts of the real programs: replayed, disputed, forged.
set -uo pipefail
# shellcheck source=experiments/testing/gives.sh
source experiments/testing/gives.sh

disc=$PWD/experiments/disc/disc
replay=$PWD/experiments/replay
dispute=$PWD/experiments/dispute
store=$PWD/experiments/store
verify=$PWD/experiments/verify
study=$PWD/experiments/study/study
data=$PWD/experiments/study/data
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

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
grep -q 'activation gradient/net.0' step.safetensors || fail 'a step has gradients of activations'

# States that are kept: a replay begins with the nearest, and one that is altered is found out, also by its receipt alone.
c=kept/$setting/seed-00.json state=kept/artifacts/$setting/seed-00/states/epoch-000004.safetensors
refuses 'keep_states: wants --receipts too' "${sweep[@]}" --keep_states=2 --results_dir=no
gives 0 '2 to run' "${sweep[@]}" --receipts=epoch --keep_states=2 --results_dir=kept
cmp "all/artifacts/$setting/seed-00/receipt.txt" "kept/artifacts/$setting/seed-00/receipt.txt" || fail 'states change no receipt'
gives 0 '^0 problems' "$store" check kept
gives 0 'epochs 5 to 6 of 6, trained by simd, .* from the state kept after epoch 4: as recorded' "$replay" "$c" --from=6
gives 0 'epochs 5 to 6 of 6, .* after epoch 4: as recorded' "$replay" "$c" --from=5
gives 0 'epochs 3 to 4 of 6, .* after epoch 2: as recorded' "$replay" "$c" --from=4 --to=4
gives 0 'epochs 1 to 6 of 6, .* from the start: as recorded' "$replay" "$c"
"$dispute" "$c" --step=4 --export=kept.safetensors || fail 'a step is exported from a state'
cmp step.safetensors kept.safetensors || fail 'a step from a state is another'
cp -r kept altered
alter() {
  python3 - "$1" "$2" <<'END'
import hashlib, re, sys
path, artifact = sys.argv[1:]
digest = lambda data: hashlib.sha256(data).hexdigest()
before = open(artifact, "rb").read()
after = before[:-1] + bytes([before[-1] ^ 1])
open(artifact, "wb").write(after)
record = open(path).read().replace(digest(before), digest(after))
checksum = re.search(r',\n  "checksum": "(\w*)"', record)
content = "".join(line.strip() for line in (record[:checksum.start()] + record[checksum.end():]).splitlines())
open(path, "w").write(record.replace(checksum[1], digest(content.replace('": ', '":').encode())))
END
}
printf 'x' >>"altered/${state#kept/}"
refuses 'epoch-000004.safetensors: not what its run.s record says' "$replay" "altered/${c#kept/}" --from=6
gives 0 'after epoch 2: as recorded' "$replay" "altered/${c#kept/}" --from=4
cp -r kept forged
alter "forged/${c#kept/}" "forged/${state#kept/}"
gives 0 'seed-00' "$store" list forged
gives 0 '^0 problems' "$store" check forged
refuses 'epoch-000004.safetensors: not the state that the receipt has after epoch 4' "$replay" "forged/${c#kept/}" --from=6

# A study's data, and weights that runs began with, are named on the command line.
iris=("--data=$data/iris.csv" --target=species)
gives 0 '1 to run' "$study" "${iris[@]}" --net=small='Linear(4), ReLU()' --seeds=0 --set=epochs=4 --receipts=step --keep_states=2 --results_dir=studied
s=$(find studied -name seed-00.json)
gives 0 'epochs 1 to 4 of 4, .*: as recorded' "$replay" "$s" "${iris[@]}"
gives 0 'epochs 3 to 4 of 4, .* after epoch 2: as recorded' "$replay" "$s" "${iris[@]}" --from=4
gives 0 'do not part' "$dispute" "$s" "${iris[@]}"
gives 0 '^1 of 1 runs' "$verify" --sample=1 --records=studied "${iris[@]}"
refuses 'is of a study, whose data are a file: --data and --target name it' "$replay" "$s"
gives 1 'is of a study, whose data are a file' "$verify" --sample=1 --records=studied
refuses 'data have the digest' "$replay" "$s" "--data=$data/wine.csv" --target=cultivar
refuses 'no column is named "kind"' "$replay" "$s" "--data=$data/iris.csv" --target=kind
refuses 'no record is of a study' "$replay" "$a" "${iris[@]}"
refuses 'no record is of a study' "$verify" --only=disc "${iris[@]}"
weights=weighty/artifacts/$setting
gives 0 '2 to run' "${sweep[@]}" --save_weights --results_dir=weighty
gives 0 '2 to run' "${sweep[@]}" --receipts=epoch "--initial_weights=$weights/seed-00/final_weights.safetensors" --results_dir=begun
w=$(find begun -name seed-01.json)
gives 0 'epochs 1 to 6 of 6, .*: as recorded' "$replay" "$w" "--initial_weights=$weights/seed-00/final_weights.safetensors"
gives 0 'do not part' "$dispute" "$w" "--initial_weights=$weights/seed-00/final_weights.safetensors"
gives 0 '^2 of 2 runs' "$verify" --sample=2 --records=begun "--initial_weights=$weights/seed-00/final_weights.safetensors"
refuses 'began with the weights of a file: --initial_weights names it' "$replay" "$w"
refuses 'began with weights of the digest' "$replay" "$w" "--initial_weights=$weights/seed-01/final_weights.safetensors"
refuses 'initial_weights changes nothing' "$replay" "$a" "--initial_weights=$weights/seed-00/final_weights.safetensors"

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
# From the last state that both have in common, which one of them keeps.
gives 3 'part in epoch 4\..*B is right' "$dispute" "$b" "$c"
state=kept/artifacts/$setting/seed-00/states/epoch-000002.safetensors
alter "$c" "$state"
refuses 'epoch-000002.safetensors: not the state that the receipt has after epoch 2' "$dispute" "$b" "$c"
gives 3 '^| batch, state of epoch 4 |.*| B.s |$' "$dispute" "$b"
forge "steps/$setting/seed-00.json" 0
gives 3 'part before the first step: they begin with other weights' "$dispute" "steps/$setting/seed-00.json"
exit "$failures"

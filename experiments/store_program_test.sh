#!/usr/bin/env bash
# The store program on the records of real sweeps: checking, repairing and resuming, merging, exporting; what a user can get wrong.
set -uo pipefail
# shellcheck source=experiments/testing/gives.sh
source experiments/testing/gives.sh

store=$PWD/experiments/store
disc=$PWD/experiments/disc/disc
compare=$PWD/experiments/compare/compare
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

store_refuses() { refuses "$1" "$store" "${@:2}"; }

sweep=("$disc" "--set=points=50,epochs=2" --variants=depth-3)
gives 0 '6 missing; 6 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
gives 0 '^0 problems' "$store" check all

# Merging halves gives what one sweep gives, byte for byte in any order.
gives 0 '3 to run' "${sweep[@]}" --seeds=0-2 --results_dir=a
gives 0 '4 to run' "${sweep[@]}" --seeds=2-5 --results_dir=b
gives 0 '^6 runs (1 of them in several folders)' "$store" merge a b -o ab
gives 0 '^6 runs' "$store" merge b a -o ba
diff -r ab ba >output || fail 'the order of the folders matters'
gives 0 '^0 problems' "$store" check ab
gives 0 '6 present; 0 to run' "${sweep[@]}" --seeds=0-5 --results_dir=ab

# Damage of every kind is found, set aside and made good by the same command.
folder=all/disc/paper,points=50,epochs=2/depth-3/simd
points=all/artifacts/disc/paper,points=50,epochs=2/depth-3/simd/seed-00/points.csv
mkdir original && cp -r all original/
# An accuracy that somebody has improved.
sed -i 's/"test_accuracy": 0\.[0-9]*/"test_accuracy": 0.99/' $folder/seed-01.json
truncate -s 300 $folder/seed-02.json
cp $folder/seed-03.json $folder/seed-77.json
# As a process leaves it that is killed: its name says where process ids count, the process and when that started.
true &
space=$(printf %s%s "$(cat /proc/sys/kernel/random/boot_id)" "$(readlink /proc/self/ns/pid)" | sha256sum | cut -c1-16)
wait $!
echo half >"$folder/.seed-04.json.tenfold-$space-$!-1-0.tmp"
echo damaged >>$points
gives 2 '^5 problems, 0 of them set aside' "$store" check all
for line in "^corrupt: .*seed-01.json: .*edited" "^truncated: .*seed-02.json" "^duplicate: .*seed-77.json" \
  "^leftover: .*seed-04" "^corrupt: .*points.csv"; do
  grep -q "$line" output || fail "$line is not found"
done
grep -q '^to set aside what is wrong: ./bazelw run //experiments:store -- check all --repair; ' output || fail 'how to repair it'
gives 1 'seed-01.json: .*; to set aside what is wrong: .* check all --repair$' "$store" list all
gives 2 '^5 problems, 5 of them set aside' "$store" check all --repair
[ "$(find all/corrupt all/foreign -type f | wc -l)" = 5 ] || fail 'nothing is deleted'
gives 2 '^incomplete: .*seed-00.json: .*points.csv is missing' "$store" check all
gives 0 '6 runs: 3 present, 2 missing, 1 incomplete; 3 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
gives 0 '^0 problems' "$store" check all
cmp "$points" "original/$points" >output 2>&1 || fail 'the file for figures is what it was'

# A sweep by itself does not believe edited records either, and brings back deleted artifacts.
sed -i 's/"test_accuracy": 0\.[0-9]*/"test_accuracy": 0.99/' $folder/seed-01.json
rm "$points"
gives 0 '6 runs: 4 present, 1 corrupt, 1 incomplete; 2 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
cmp "$points" "original/$points" >output 2>&1 || fail 'a deleted file for figures comes back'

# Links are refused by all that read or write the folder, wherever they are and lead, and set aside as links.
mkdir victim && echo mine >victim/file
refuses_link() { # PATH TARGET
  mkdir -p "$(dirname "all/$1")"
  ln -sT "$2" "all/$1"
  store_refuses "all/$1: a symbolic link; expected folders and files only: " list all
  store_refuses "all/$1: a symbolic link" export all
  store_refuses "all/$1: a symbolic link" merge all -o linked
  gives 3 "^error: .*all/$1: a symbolic link" "$compare" b all
  gives 1 "^error: .*all/$1: a symbolic link" "${sweep[@]}" --seeds=0-5 --results_dir=all
  gives 1 "^error: .*all/$1: a symbolic link" "${sweep[@]}" --seeds=0-5 --results_dir=all --list
  gives 2 "^foreign: all/$1: a symbolic link" "$store" check all
  gives 2 "^foreign: all/$1: a symbolic link; now all/foreign/" "$store" check all --repair
  [ "$(find all/foreign -type l)" != '' ] || fail "$1 is set aside as a link"
  find all/foreign -type l -delete
  [ "$(cat victim/file; find victim | wc -l)" = $'mine\n2' ] || fail "$1 changes what it leads to"
}
refuses_link disc/up ../..
refuses_link "${folder#all/}/seed-44.json" seed-04.json
refuses_link elsewhere "$PWD/victim"
refuses_link artifacts/key "$PWD/victim/file"
for name in foreign corrupt superseded conflicting failed report; do
  [ ! -e "all/$name" ] || mv "all/$name" "$name.before"
  refuses_link "$name" "$PWD/victim"
  rm -rf "all/$name"
  [ ! -e "$name.before" ] || mv "$name.before" "all/$name"
done
ln -sf points.csv "$points"
gives 2 '^2 problems, 1 of them set aside' "$store" check all --repair
gives 0 '6 runs: 5 present, 1 incomplete; 1 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
cmp "$points" "original/$points" >output 2>&1 || fail 'a file for figures takes the place of a link'
ln -sT "$PWD/all" linked-root
gives 0 '6 present; 0 to run' "${sweep[@]}" --seeds=0-5 --results_dir=linked-root
gives 0 'seed-05  train 0' "$store" list linked-root

# A folder where a record belongs, and the reverse.
mv "$folder/seed-04.json" kept && mkdir "$folder/seed-04.json"
gives 1 '^error: .*seed-04.json: not a regular file' "${sweep[@]}" --seeds=0-5 --results_dir=all
gives 2 '^foreign: .*seed-04.json: a folder where a file belongs; now ' "$store" check all --repair
mv kept "$folder/seed-04.json"
mv all/artifacts/disc kept && echo >all/artifacts/disc
gives 2 '^foreign: all/artifacts/disc: a file where a folder belongs; now ' "$store" check all --repair
mv kept all/artifacts/disc
gives 0 '^0 problems' "$store" check all

# Weights are compared with what their record says, by all.
gives 0 '1 incomplete; 1 to run' "${sweep[@]}" --seeds=0 --results_dir=all --save_weights
gives 0 '1 present; 0 to run' "${sweep[@]}" --seeds=0 --results_dir=all --save_weights
weights=${points%/*}/final_weights/net.0.weight.npy
cp "$weights" weights.npy
echo garbage >"$weights"
gives 2 "^corrupt: $weights: not what its run's record says" "$store" check all
store_refuses "final_weights/net.0.weight.npy: not what its run's record says" merge all -o garbage
gives 0 '5 present, 1 incomplete; 1 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
cmp "$weights" weights.npy >output 2>&1 || fail 'weights are made again, also by a sweep that does not ask for them'
gives 0 '^0 problems' "$store" check all

# A record that contradicts its name: of another run, with a checksum of its own.
cp "$folder/seed-05.json" kept
python3 - "$folder/seed-05.json" <<'END'
import hashlib, json, sys
record = json.load(open(sys.argv[1]))
del record["checksum"]
record["seed"] = 7
record["checksum"] = hashlib.sha256(json.dumps(record, separators=(",", ":")).encode()).hexdigest()
open(sys.argv[1], "w").write(json.dumps(record, indent=2) + "\n")
END
gives 2 '^corrupt: .*seed-05.json: .*but its fields say ' "$store" check all
store_refuses 'seed-05.json: .*but its fields say ' list all
gives 0 '5 present, 1 corrupt; 1 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all

# A conflict is said by all until a person has settled it.
mkdir -p "all/conflicting/${folder#all/}"
cp "$folder/seed-03.json" "all/conflicting/${folder#all/}/seed-03.0.json"
for _ in 1 2; do
  gives 2 '^conflict: .*seed-03.0.json: run ".*seed-03" was made with other bits' "$store" check all --repair
  gives 0 'conflicting/ has 1 record .*store settle' "${sweep[@]}" --seeds=0-5 --results_dir=all
  gives 0 'conflicting/ has 1 record .*store settle' "${sweep[@]}" --seeds=0-5 --results_dir=all --list
done
store_refuses 'has no record in conflicting/' settle all "${folder#all/}/seed-02"
store_refuses 'a folder and a run id are wanted' settle all
store_refuses 'cannot open: No such file' settle all "${folder#all/}/seed-03" --take=1
gives 0 'settled 1 of .*: its record stays' "$store" settle all "${folder#all/}/seed-03"
gives 0 '^0 problems' "$store" check all
[ -e "all/superseded/${folder#all/}/seed-03.0.json" ] || fail 'what was settled is kept'

# A merge leaves alone what is called as its hidden folder could be.
ln -sT "$PWD/victim" .whole.new
mkdir .other.new && echo mine >.other.new/file
gives 0 '^6 runs' "$store" merge all -o whole
gives 0 '^6 runs' "$store" merge all -o other
[ "$(cat victim/file .other.new/file)" = $'mine\nmine' ] || fail 'a merge removes what others have made'

# Lines without a checksum can be read, but not be made lines or records that have one.
gives 0 '^6 runs' "$store" export all --format=jsonl -o sealed.jsonl
sed 's/,"checksum":"[0-9a-f]*"}$/}/' sealed.jsonl >unsealed.jsonl
gives 0 'seed-05  train 0' "$store" list unsealed.jsonl
gives 0 '^6 runs' "$store" merge sealed.jsonl -o of-sealed
store_refuses 'unsealed.jsonl:1: no run record: field "checksum" is missing' merge unsealed.jsonl -o of-unsealed
store_refuses 'unsealed.jsonl:1: no run record: field "checksum" is missing' export unsealed.jsonl --format=jsonl

# What others leave half written in a folder that Tenfold has not made stays.
mkdir -p others/x && touch "others/x/.x.1.2.tmp" "others/x/.seed.tenfold-$space-$!-1-0.tmp"
gives 0 '1 missing; 1 to run' "${sweep[@]}" --seeds=0 --results_dir=others
[ "$(find others/x -type f | wc -l)" = 2 ] || fail 'files of others are removed'
gives 0 '^1 runs' "$store" merge others -o others-merged

gives 0 'seed-05  train 0' "$store" list all
[ "$(wc -l <output)" = 6 ] || fail 'six runs are listed'
gives 0 '^run_id,' "$store" export all
[ "$(wc -l <output)" = 7 ] || fail 'a header and six runs'
"$store" export all --format=jsonl -o all.jsonl >output 2>&1 || fail 'export to a file'
gives 0 'seed-05  train 0' "$store" list all.jsonl
gives 0 '^run_id,' "$store" export all.jsonl --format=csv

# Lines as other systems leave them.
sed '1s/^/\xef\xbb\xbf/; s/$/\r/' all.jsonl >windows.jsonl && echo >>windows.jsonl
gives 0 'seed-05  train 0' "$store" list windows.jsonl
[ "$(wc -l <output)" = 6 ] || fail 'six runs of another system'

# What others have written forges no line, neither in the store's nor in the sweep's words.
cp -r all forged
echo '{}' >"$(printf 'forged/x\nstale: y\033[2K.json')"
"$store" check forged >output 2>&1
[ "$(wc -l <output)" = 3 ] || fail 'a name is a line of its own'
printf 'forged\nok: \033[2K\n' >forged/failed-note && mkdir -p "forged/failed/${folder#all/}"
mv forged/failed-note "forged/failed/${folder#all/}/seed-09.txt"
gives 0 '^failed: .*seed-09.txt: forged\\nok: \\x1b\[2K' "${sweep[@]}" --seeds=9 --results_dir=forged --list
if grep -q "$(printf '\033')" output; then fail 'an escape sequence'; fi
forged=$(printf 'for\nged')
cp -r all "$forged" && truncate -s 100 "$forged/${folder#all/}/seed-00.json"
gives 1 '^error: for\\nged/.*seed-00.json: ' "$store" list "$forged"
[ "$(wc -l <output)" = 1 ] || fail 'one line'

# While another program holds the folder: who looks waits for nobody, who changes something says for whom.
for command in list export check; do
  gives 0 . flock all timeout 20 "$store" $command all
done
gives 124 '^waiting for process [0-9]* (flock), which holds the lock on all$' flock all timeout 3 "$store" check all --repair

# Compressed lines.
"$store" export all --format=jsonl -o all.jsonl.gz >output 2>&1 || fail 'export to a compressed file'
gunzip --to-stdout all.jsonl.gz | cmp - all.jsonl >output 2>&1 || fail 'compressed it is the same'
gives 0 'seed-05  train 0' "$store" list all.jsonl.gz
"$store" merge all.jsonl.gz -o merged.jsonl.gz >output 2>&1 || fail 'merge of compressed lines'
cmp merged.jsonl.gz all.jsonl.gz >output 2>&1 || fail 'merged alone the lines are the same'
gives 0 '^6 runs (6 of them in several folders) and 0 artifacts' "$store" merge all.jsonl merged.jsonl.gz -o twice.jsonl
cmp twice.jsonl all.jsonl >output 2>&1 || fail 'the same lines twice are once'
store_refuses 'twice.jsonl: is there already; expected the name of a new file' merge all.jsonl -o twice.jsonl
head -c 100 all.jsonl.gz >short.jsonl.gz
store_refuses 'short.jsonl.gz: gzip stream breaks off' list short.jsonl.gz

store_refuses 'no command is given; there are check, settle, merge, list, export'
store_refuses 'unknown command "fsck"' fsck all
store_refuses 'no folder is named' merge -o c
store_refuses '-o is missing' merge a b
store_refuses 'is there already; expected a folder that is missing or empty' merge a b -o ab
store_refuses 'a/c: is inside .*a, which is merged; expected a folder outside' merge b a -o a/c
store_refuses 'all.jsonl: is there already; expected the name of a new file' export a -o all.jsonl
store_refuses '"none": no such folder' merge a none -o c
store_refuses '"none": no such folder' check none
store_refuses 'check: 2 folders are named; one is wanted' check a b
store_refuses 'list: --repair changes nothing here; it is for check' list a --repair
store_refuses 'check: -o changes nothing here; it is for merge and export' check a -o c
store_refuses 'merge: --format changes nothing here; it is for export' merge a b -o c --format=jsonl
store_refuses 'File name too long' export a -o "$(printf 'x%.0s' {1..300})"
store_refuses '--format is "xml", wants csv or jsonl' export a --format=xml
[ ! -e c ] || fail 'a merge that failed wrote something'

exit "$failures"

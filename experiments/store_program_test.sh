#!/usr/bin/env bash
# The store program on the records of real sweeps: checking, repairing and resuming, merging, exporting; what a user can get wrong.
set -uo pipefail

store=$PWD/experiments/store
disc=$PWD/experiments/disc/disc
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

# refuses PATTERN ARGUMENT...: one line that says what is wrong.
refuses() {
  local pattern=$1
  shift
  gives 1 "^error: .*$pattern" "$store" "$@"
  [ "$(wc -l <output)" = 1 ] || fail "not one line: $*"
}

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

# Links that lead to themselves, or to folders above, mislead neither.
ln -s ../.. "$folder/up"
ln -sf seed-04.json "$folder/seed-04.json"
ln -sf points.csv "$points"
refuses 'seed-04.json: cannot open: Too many levels of symbolic links' list all
gives 2 '^3 problems, 0 of them' "$store" check all
gives 2 '^3 problems, 2 of them set aside' "$store" check all --repair
gives 0 '6 runs: 4 present, 1 missing, 1 incomplete; 2 to run' "${sweep[@]}" --seeds=0-5 --results_dir=all
cmp "$points" "original/$points" >output 2>&1 || fail 'a file for figures takes the place of a link'
gives 0 '1 incomplete; 1 to run' "${sweep[@]}" --seeds=0 --results_dir=all --save_weights
weights=${points%/*}/final_weights/net.0.weight.npy
ln -sf net.0.weight.npy "$weights"
gives 0 '1 incomplete; 1 to run' "${sweep[@]}" --seeds=0 --results_dir=all --save_weights
[ -s "$weights" ] || fail 'weights take the place of a link'
gives 0 '^0 problems' "$store" check all

gives 0 'seed-05  train 0' "$store" list all
[ "$(wc -l <output)" = 6 ] || fail 'six runs are listed'
gives 0 '^run_id,' "$store" export all
[ "$(wc -l <output)" = 7 ] || fail 'a header and six runs'
"$store" export all --format=jsonl -o all.jsonl >output 2>&1 || fail 'export to a file'
gives 0 'seed-05  train 0' "$store" list all.jsonl
gives 0 '^run_id,' "$store" export all.jsonl --format=csv

"$store" export all --format=jsonl -o all.jsonl.gz >output 2>&1 || fail 'export to a compressed file'
gunzip --to-stdout all.jsonl.gz | cmp - all.jsonl >output 2>&1 || fail 'compressed it is the same'
gives 0 'seed-05  train 0' "$store" list all.jsonl.gz
"$store" merge all.jsonl.gz -o merged.jsonl.gz >output 2>&1 || fail 'merge of compressed lines'
cmp merged.jsonl.gz all.jsonl.gz >output 2>&1 || fail 'merged alone the lines are the same'
gives 0 '^6 runs (6 of them in several folders) and 0 artifacts' "$store" merge all.jsonl merged.jsonl.gz -o twice.jsonl
cmp twice.jsonl all.jsonl >output 2>&1 || fail 'the same lines twice are once'
refuses 'twice.jsonl: is there already; expected the name of a new file' merge all.jsonl -o twice.jsonl
head -c 100 all.jsonl.gz >short.jsonl.gz
refuses 'short.jsonl.gz: gzip stream breaks off' list short.jsonl.gz

refuses 'no command is given; there are check, merge, list, export'
refuses 'unknown command "fsck"' fsck all
refuses 'no folder is named' merge -o c
refuses '-o is missing' merge a b
refuses 'is there already; expected a folder that is missing or empty' merge a b -o ab
refuses 'a/c: is inside .*a, which is merged; expected a folder outside' merge b a -o a/c
refuses 'all.jsonl: is there already; expected the name of a new file' export a -o all.jsonl
refuses '"none": no such folder' merge a none -o c
refuses '"none": no such folder' check none
refuses 'check: 2 folders are named; one is wanted' check a b
refuses '--format is "xml", wants csv or jsonl' export a --format=xml
[ ! -e c ] || fail 'a merge that failed wrote something'

exit "$failures"

#!/usr/bin/env bash
# A results folder that a version before wrote, with keys of its own making: what this version says of it and does with it.
set -uo pipefail
# shellcheck source=experiments/testing/gives.sh
source experiments/testing/gives.sh

store=$PWD/experiments/store
disc=$PWD/experiments/disc/disc
compare=$PWD/experiments/compare/compare
work=$TEST_TMPDIR/work
before=$work/before
mkdir -p "$work" && cp -rL experiments/testdata/before experiments/testdata/before_names "$work" && chmod -R u+w "$work" && cd "$work" || exit 1

cp -r "$before" old
sweep=("$disc" "--set=points=20,epochs=1" --variants=depth-3 --seeds=0-1)
folder=disc/paper,points=20,epochs=1/depth-3/simd

# It is read as it is, and nothing in it changes.
gives 0 "^$folder/seed-01 .*test 0.600" "$store" list old
gives 0 '^2 runs:' "$store" export old --format=jsonl -o old.jsonl
gives 0 '^2 runs:' "$store" export old -o old.csv
gives 0 '^2 runs .* and 4 artifacts' "$store" merge old -o merged
diff -r --exclude=.tenfold old merged >output || fail 'merged alone it is as it was'
[ -e merged/.tenfold ] || fail 'a folder that was merged bears the mark'
gives 2 "^stale: old/$folder/seed-00.json" "$store" check old
gives 0 '2 stale; 2 to run' "${sweep[@]}" --results_dir=old --list
diff -r "$before" old >output || fail 'looking changes nothing'

# The sweep says so once, in one line, makes the runs again and keeps what was there.
"${sweep[@]}" --results_dir=old >said 2>&1 || fail 'the sweep'
gives 0 'stale records .*UPGRADING.md' cat said
[ "$(grep -c UPGRADING said)" = 1 ] || fail 'not one line about stale records'
[ ! -e old/.tenfold ] || fail 'a folder of a version before bears no mark'
gives 0 '2 present; 0 to run' "${sweep[@]}" --results_dir=old
grep -q stale output && fail 'stale once'
for seed in 00 01; do
  cmp "old/superseded/$folder/seed-$seed.0.json" "$before/$folder/seed-$seed.json" >output 2>&1 || fail "seed $seed is kept"
done
gives 0 '^0 problems' "$store" check old
# The preset's labels were 1 and -1 then, and are 1 and 0 now. With those of then the bits are the same.
gives 2 '2 are different' "$compare" "$before" old
"$disc" "--set=labels=plus-minus-one,points=20,epochs=1" --variants=depth-3 --seeds=0-1 --results_dir=labels >output 2>&1 ||
  fail 'the labels of then'
digests() { "$store" export "$1" --format=jsonl | grep -o '"weights_digest":"[^"]*"'; }
[ "$(digests "$before")" = "$(digests labels)" ] || fail 'the same labels give the same bits'
gives 1 'the same artifact; expected the same bytes' "$store" merge "$before" old -o both
cp -rL "$before" of_then && chmod -R u+w of_then
cp -r old of_now
rm -r of_then/artifacts of_now/artifacts
gives 1 'have different keys' "$store" merge of_then of_now -o both

# Or it sets them aside before.
cp -r "$before" repaired
gives 2 '^2 problems, 2 of them set aside' "$store" check repaired --repair
gives 0 '2 missing; 2 to run' "${sweep[@]}" --results_dir=repaired

# Names of data sets were once those of their folders, as in data=raw. Such runs are read, merged and compared, and a sweep of
# the same folder leaves them as they are.
names=${before}_names
cp -r "$names" names
for name in raw unnamed; do
  gives 0 "^disc/paper,points=20,epochs=1,data=$name/depth-3/simd/seed-01 .*test 0.600" "$store" list names
done
gives 0 '^4 runs:' "$store" export names --format=jsonl -o names.jsonl
gives 0 "^\"disc/paper,points=20,epochs=1,data=raw/depth-3/simd/seed-00\",.*,raw," "$store" export names.jsonl
gives 2 '^4 problems, 0 of them' "$store" check names
grep -v '^stale: \|^4 problems\|^to set aside' output && fail 'stale and nothing else'
gives 0 '^4 runs .* and 8 artifacts' "$store" merge names -o names_merged
diff -r --exclude=.tenfold names names_merged >output || fail 'merged alone they are as they were'
gives 0 ' 4 of 4 runs are bit-identical' "$compare" names names_merged
gives 0 '2 runs: 2 missing; 2 to run' "${sweep[@]}" --results_dir=names
gives 0 '^6 runs:' "$store" export names -o all.csv
rm -r "names/$folder" "names/artifacts/$folder"
find names -type d -empty -delete
diff -r --exclude=.tenfold names names_merged >output || fail 'a sweep leaves them as they are'

[ "$failures" = 0 ] && echo 'a folder of the version before can be read, and its runs made again'

#!/usr/bin/env bash
# report_test.sh REPORT: the program's flags and what it says about bad input.
set -uo pipefail
report=$PWD/$1
cd "$TEST_TMPDIR" || exit 1
failures=0

fail() {
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' output
  failures=$((failures + 1))
}

# rejects MESSAGE FLAG...: not exit code 0, nothing on stdout, and one line on stderr that says so.
rejects() {
  local message=$1
  shift
  if "$report" "$@" >stdout 2>output; then fail "accepted: $*"; fi
  [[ $(wc -l <output) == 1 && ! -s stdout ]] || fail "expected one line: $*"
  [[ $(<output) == *"$message"* ]] || fail "expected '$message': $*"
}

record() { # SEED
  printf '{"run_id":"disc/paper/depth-4/eigen/seed-0%d","experiment":"disc","preset":"paper","overrides":"","variant":"depth-4",' "$1"
  printf '"engine":"eigen","seed":%d,"hyperparameters":{},"dataset":"disc","dataset_digest":"d%d","status":"ok",' "$1" "$1"
  printf '"diverged_step":null,"train_loss":[1.0,0.5],"first_losses":[1.0],"train_accuracy":0.97,"test_accuracy":0.96,'
  printf '"weights_digest":"w%d","timing":{},"provenance":{"key":"k","host":"box"}}\n' "$1"
}

rejects 'absent": no such folder of run records' --results_dir=absent
rejects 'results": no such folder of run records'
rejects 'absent.jsonl: ' --records=absent.jsonl --output_dir=out
rejects 'expected a file that ends with .jsonl or .jsonl.gz' --records=somewhere --output_dir=out
rejects 'both given' --records=a.jsonl --results_dir=b
rejects '"extra" is not a flag' extra
mkdir empty
rejects 'empty: there are no run records' --results_dir=empty
echo '{}' >bad.jsonl
rejects 'bad.jsonl:1: no run record: field "run_id" is missing' --records=bad.jsonl --output_dir=out
{ record 0; record 1; } >good.jsonl
gzip --stdout good.jsonl | head -c 200 >short.jsonl.gz
rejects 'short.jsonl.gz: gzip stream breaks off' --records=short.jsonl.gz --output_dir=out
rejects 'none.jsonl.gz: cannot open: No such file' --records=none.jsonl.gz --output_dir=out
cp good.jsonl plain.jsonl.gz
rejects 'plain.jsonl.gz: corrupt gzip stream' --records=plain.jsonl.gz --output_dir=out
echo '[' >no.json
echo '{}' >empty.json
rejects 'absent.json: ' --records=good.jsonl --output_dir=out --benchmark=absent.json
rejects 'no.json: not valid JSON' --records=good.jsonl --output_dir=out --benchmark=no.json
rejects '--benchmark: empty.json: "commit" is missing' --records=good.jsonl --output_dir=out --benchmark=empty.json
rejects '--growth: empty.json: "commit" is missing' --records=good.jsonl --output_dir=out --growth=empty.json
rejects '--accuracy: absent.json: ' --records=good.jsonl --output_dir=out --accuracy=absent.json
rejects '--accuracy: empty.json: "commit" is missing' --records=good.jsonl --output_dir=out --accuracy=empty.json
rejects '--output_dir is missing' --records=good.jsonl
printf '{"cpu":"<script>"}' >markup.json
rejects 'markup.json: "<script>" is no name' --records=good.jsonl --output_dir=out --benchmark=markup.json
rejects 'markup.json: "<script>" is no name' --records=good.jsonl --output_dir=out --accuracy=markup.json
rejects '--multiverse: absent.json: ' --records=good.jsonl --output_dir=out --multiverse=absent.json
rejects '--multiverse: empty.json: "provenance" is missing' --records=good.jsonl --output_dir=out --multiverse=empty.json
rejects 'markup.json: "<script>" is no name' --records=good.jsonl --output_dir=out --multiverse=markup.json
rejects '--exhaustive: absent.json: ' --records=good.jsonl --output_dir=out --exhaustive=absent.json
rejects '--exhaustive: empty.json: "commit" is missing' --records=good.jsonl --output_dir=out --exhaustive=empty.json
rejects '/: expected a folder below another' --records=good.jsonl --output_dir=/
mkdir others && touch others/file
rejects 'others: has files but no numbers.json' --records=good.jsonl --output_dir=others

# A results folder with one record that is not what it should be: one line with its path.
seed=disc/paper/depth-4/eigen/seed-00
hostile() { # MESSAGE, with the record on stdin
  rm -rf hostile && mkdir -p "hostile/${seed%/*}"
  cat >"hostile/$seed.json"
  rejects "hostile/$seed.json: $1" --results_dir=hostile
}
changed() { record 0 | sed "s|$1|$2|"; }
hostile 'not valid JSON' < <(changed '0.97' NaN)
hostile 'not valid JSON' < <(changed '0.97' 1e999)
hostile 'JSON nested deeper than 16 levels' < <(printf '[%.0s' {1..100000})
hostile 'larger than the 16777216 bytes' < <(head -c 17000000 /dev/zero)
hostile 'JSON with the name "seed" twice' < <(changed '"seed":0' '"seed":1,"seed":0')
zeros=$(yes 0, | head -400001 | tr -d '\n')0
hostile 'field "train_loss" is not an array of at most 400000 numbers' < <(losses=$(record 0) && echo "${losses/1.0,0.5/$zeros}")
hostile 'field "seed" is not an integer' < <(changed '"seed":0' '"seed":99999999999999999999')
hostile 'field "engine" is not a plain name' < <(changed '"engine":"eigen"' '"engine":"../../../etc"')
hostile 'field "engine" is not a plain name' < <(changed '"engine":"eigen"' '"engine":"<script>"')
hostile 'field "dataset" is not a plain name' < <(changed '"dataset":"disc"' '"dataset":"=1+1"')
for run_id in ../../x /etc/x 'a\nb' 'a\u0000b' "$(printf 'x%.0s' {1..300})"; do
  changed "\"$seed\"" "\"${run_id//\\/\\\\}\"" >hostile.jsonl
  rejects 'hostile.jsonl:1: no run record: ' --records=hostile.jsonl --output_dir=out
done
[[ ! -e ../x && ! -e ../../x ]] || fail "something was written outside"

# Artifacts of other bytes than the record says, or behind a link.
mkdir -p "listed/artifacts/$seed"
printf 'set,x,y,label,prediction\ntrain,0.5,0.5,1,1\ntest,0.4,0.5,1,1\n' >"listed/artifacts/$seed/points.csv"
printf '100,-100\n100,-100\n' >"listed/artifacts/$seed/grid.csv"
digest() { sha256sum "listed/artifacts/$seed/$1.csv" | cut -c1-64; }
record 0 | sed "s|\"host\"|\"artifacts\":{\"points.csv\":\"$(digest points)\",\"grid.csv\":\"$(digest grid)\"},\"host\"|" >listed/r.jsonl
"$report" --records=listed/r.jsonl --output_dir=listed/report >output 2>&1 || fail "artifacts as the record says"
printf '100,-100\n100,100\n' >"listed/artifacts/$seed/grid.csv"
rejects "listed/artifacts/$seed/grid.csv: not what its run's record says" --records=listed/r.jsonl --output_dir=out
ln -sf /etc/passwd "listed/artifacts/$seed/grid.csv"
rejects "listed/artifacts/$seed/grid.csv: a symbolic link" --records=listed/r.jsonl --output_dir=out
rm -rf hostile && mkdir hostile && ln -s /etc hostile/link
rejects "hostile/link: a symbolic link" --results_dir=hostile

# Records whose checksums nobody has computed are reported, but not published.
rejects 'good.jsonl:1: no run record: field "checksum" is missing' --records=good.jsonl --output_dir=out --include_inputs

echo >file
rejects 'file: cannot create folder: Not a directory' --records=good.jsonl --output_dir=file/out
if env PATH=/nowhere "$report" --records=good.jsonl --output_dir=out >stdout 2>output; then fail "works without gnuplot"; fi
grep -q '^error: gnuplot cannot be started: ' output || fail "what it says without gnuplot"
[[ -z $(find . -path './out/*') ]] || fail "something was left of a failure"

# The same bytes whatever the locale, the folder or the order of the records.
{ record 1; record 0; } >turned.jsonl
"$report" --records=good.jsonl --output_dir=one >output 2>&1 || fail "good records"
grep -q '^report of 2 records, 18 expected ones missing: ' output || fail "what it says at the end"
LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 "$report" --records=turned.jsonl --output_dir=two >output 2>&1 || fail "in another order"
diff -r --exclude='*.svg' one two >output || fail "the order or the locale changes something"
[[ -s one/figures/disc-loss.svg ]] || fail "no picture"

# Any sweep has a report, whatever its experiment.
sed 's/disc/stripes/g; s/"paper"/"quick"/; s|/paper/|/quick/|' good.jsonl >stripes.jsonl
"$report" --records=stripes.jsonl --output_dir=stripes >output 2>&1 || fail "a sweep of one's own"
grep -q '^report of 2 records, 0 expected ones missing: ' output || fail "what it says of a sweep of one's own"
grep -q '^## 1. Experiment .stripes., preset .quick.$' stripes/REPORT.md || fail "the page of a sweep of one's own"

# Compressed lines are the same lines.
gzip --keep good.jsonl
"$report" --records=good.jsonl.gz --output_dir=three >output 2>&1 || fail "compressed records"
diff -r --exclude='*.svg' one three >output || fail "compressed records give another report"

# The scripts can be run by hand.
rm one/figures/disc-loss.svg
(cd one/figures && gnuplot disc-loss.gp) >output 2>&1 || fail "gnuplot by hand"
[[ -s one/figures/disc-loss.svg ]] || fail "no picture by hand"

# With its inputs the report can be made again of itself.
printf '{"commit":"d","contract_version":1,"compiler":"g","versions":{},"cpu":"c","host":"box","runs":[{"run":"disc/paper/depth-4/seed-00","engines":{"simd":%s}}]}' \
  '{"first_losses":[1e-7],"epoch_losses":[1e-6],"weights":0.001,"test_accuracy":0}' >accuracy.json
# Two replicates in which the test draw alone makes the variance.
printf '{"commit":"d","contract_version":1,"compiler":"g","versions":{},"cpu":"c","host":"box","dataset_digest":"e","test_pairs":10,"test_draws":2,"settings":[{"setting":"pairs/paper/mlp","replicates":["%s","%s"]}]}' \
  "24$(printf ' 40%.0s' {1..8})$(printf ' 72%.0s' {1..8})" "32$(printf ' 80%.0s' {1..8})$(printf ' 128%.0s' {1..8})" >variance.json
while read -r line; do
  printf '%s,"checksum":"%s"}\n' "${line%\}}" "$(printf %s "$line" | sha256sum | cut -c1-64)"
done <good.jsonl >sealed.jsonl
"$report" --records=sealed.jsonl --accuracy=accuracy.json --variance=variance.json --output_dir=published --include_inputs >output 2>&1 || fail "with inputs"
"$report" --records=published/records.jsonl.gz --accuracy=published/accuracy.json --variance=published/variance.json --output_dir=again \
  --include_inputs >output 2>&1 || fail "again"
grep -q '^## .* Where the variance comes from$' again/REPORT.md || fail "the chapter about the variance"
grep -q '^- \*\*± A ± over seeds:\*\* ' again/SUMMARY.md || fail "the finding about the variance"
diff -r --exclude='*.svg' published again >output || fail "made again it differs"
if grep -q '"box"' -r published || zgrep -q '"box"' published/records.jsonl.gz; then fail "the name of a host is published"; fi

# What others have put into the folder stays, unless all of it is to be replaced.
mkdir again/.new-mine && echo mine >again/.new-mine/notes && echo mine >again/figures/mine.svg
"$report" --records=published/records.jsonl.gz --output_dir=again >output 2>&1 || fail "over an older one"
[[ $(cat again/.new-mine/notes again/figures/mine.svg) == $'mine\nmine' ]] || fail "what others have put there is lost"
[[ -s again/records.jsonl.gz ]] || fail "what an older report has stays"
"$report" --records=published/records.jsonl.gz --output_dir=again --replace >output 2>&1 || fail "in place of an older one"
[[ ! -e again/.new-mine && ! -e again/records.jsonl.gz && -s again/report.html ]] || fail "something of the older one stays"
[[ -z $(find . -name '.*.tmp') ]] || fail "something is left beside a report"

# Records in conflict are said, on the page too.
mkdir -p conflict/conflicting
mkdir -p "conflict/${seed%/*}"
python3 -c 'import json; print(json.dumps(json.loads(input()), indent=2))' <sealed.jsonl >"conflict/$seed.json"
cp "conflict/$seed.json" conflict/conflicting/x.0.json
"$report" --results_dir=conflict --output_dir=of-conflict >output 2>&1 || fail "records in conflict"
grep -q 'conflicting/ has 1 record .*store settle' output || fail "a conflict is said"
grep -q '^\*\*In conflict\*\*: 1 records' of-conflict/REPORT.md || fail "a conflict is on the page"

"$report" --help >output 2>&1
for flag in results_dir records artifacts benchmark growth accuracy multiverse variance exhaustive output_dir include_inputs replace finish; do
  grep -q -- "--$flag (" output || fail "--help does not name --$flag"
done

exit "$((failures > 0))"

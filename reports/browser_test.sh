#!/usr/bin/env bash
# browser_test.sh REPORT RECORDS AXE: the page of the published records in a real browser (browser_test.mjs).
set -euo pipefail
report=$PWD/$1 axe=$PWD/$3
# Among the runfiles its files are links.
cp -rL "$(dirname "reports/$2")" "$TEST_TMPDIR/published"
published=$TEST_TMPDIR/published
test=$PWD/reports/browser_test.mjs
cd "$TEST_TMPDIR"

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

type -P chromium >/dev/null || fail "there is no chromium; ./bazelw --with=full installs it"
type -P node >/dev/null || fail "there is no node; ./bazelw --with=full installs it"
[[ -s $axe ]] || fail "axe-core could not be fetched by npm; try again: ./bazelw sync --configure"

measured=()
for name in benchmark growth accuracy; do
  [[ ! -e $published/$name.json ]] || measured+=("--$name=$published/$name.json")
done
# Seconds of processors, which other programs do not change.
TIMEFORMAT='%U %S'
{ time "$report" --records="$published/records.jsonl.gz" "${measured[@]}" --output_dir=made 2>&3; } 3>&2 2>seconds.txt
read -r user system <seconds.txt
((${user%.*} + ${system%.*} < 10)) || fail "the report took $user + $system s"
expected=$(find made/figures -name '*.svg' | wc -l)
((expected >= 3)) || fail "only $expected figures were drawn"
timeout 800 node "$test" "$PWD/made/report.html" "$expected" "$axe" "$TEST_TMPDIR"

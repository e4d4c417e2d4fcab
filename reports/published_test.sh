#!/usr/bin/env bash
# published_test.sh REPORT RECORDS: the published report is what the program makes of the published records. Pictures differ between
# versions of gnuplot, so of them only the names are compared, and the page without them.
set -euo pipefail
report=$PWD/$1
published=$(dirname "reports/$2")
made=$TEST_TMPDIR/made
measured=()
for name in benchmark growth accuracy multiverse variance exhaustive; do
  [[ ! -e $published/$name.json ]] || measured+=("--$name=$PWD/$published/$name.json")
done
# Among the runfiles its files are links.
cp -rL "$published" "$TEST_TMPDIR/published"
"$report" --records="$TEST_TMPDIR/published/${2##*/}" "${measured[@]}" --include_inputs --output_dir="$made"

if grep --recursive --include='*.md' --include='*.gp' '{{[A-Z0-9_]*}}' "$made"; then
  echo "These lines have values that nothing sets." >&2
  exit 1
fi
if (($(wc -c <"$made/REPORT.md") > 60000)); then
  echo "REPORT.md is longer than 60 kB, more than anybody reads: give a table a document of its own." >&2
  exit 1
fi
# Other versions of zlib make other bytes of the same lines.
gunzip "$made/records.jsonl.gz"
lines=$TEST_TMPDIR/published.jsonl
gunzip --to-stdout "$published/records.jsonl.gz" >"$lines"
without_pictures() { sed 's|src="data:image/svg+xml;base64,[^"]*"||' "$1"; }
files() { (cd "$1" && find . \( -type f -o -type l \) | sed 's/jsonl.gz$/jsonl/' | LC_ALL=C sort); }
if ! diff <(files "$published") <(files "$made") ||
  ! diff --recursive --exclude='*.svg' --exclude=report.html --exclude='records.jsonl*' "$published" "$made" ||
  ! cmp "$lines" "$made/records.jsonl" ||
  ! diff <(without_pictures "$published/report.html") <(without_pictures "$made/report.html"); then
  echo "The published report (<) is not what its records give (>); to update it: ./bazelw run //reports:publish -- --regenerate" >&2
  exit 1
fi

#!/usr/bin/env bash
# Usage: format_test.sh format.sh: all C++ files are formatted, and a file that is not would be noticed.
set -euo pipefail
format=$(realpath "$1")
"$format" --check

mkdir "$TEST_TMPDIR/tree"
cp -rL "${format%/*}" "$TEST_TMPDIR/tree/tools"
cp "${format%/*}/../.clang-format" "$TEST_TMPDIR/tree"
for file in answer.cc part.inc; do printf 'int  Answer( ) { return 42; }\n' >"$TEST_TMPDIR/tree/$file"; done
if "$TEST_TMPDIR/tree/tools/format.sh" --check 2>"$TEST_TMPDIR/errors"; then
  echo "accepted a file that is not formatted" >&2
  exit 1
fi
grep -q 'answer.cc:1:' "$TEST_TMPDIR/errors"
grep -q 'part.inc:1:' "$TEST_TMPDIR/errors"
"$TEST_TMPDIR/tree/tools/format.sh"
[[ $(<"$TEST_TMPDIR/tree/answer.cc") == 'int Answer() { return 42; }' ]]

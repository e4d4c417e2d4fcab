#!/usr/bin/env bash
# browser_test.sh REPORT RECORDS: the page of the published records as Debian's Chromium shows it, as wide as on a desktop and on a phone:
# nothing is wider than the window but what scrolls by itself, and every figure is there. It also prints.
set -euo pipefail
report=$PWD/$1
# Among the runfiles its files are links.
cp -rL "$(dirname "reports/$2")" "$TEST_TMPDIR/published"
published=$TEST_TMPDIR/published
probe=$PWD/reports/browser_probe.js
cd "$TEST_TMPDIR"

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

type -P chromium >/dev/null || fail "there is no chromium; ./bazelw --with=full installs it"

browser() {
  timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --user-data-dir="$TEST_TMPDIR/profile" \
    --allow-file-access-from-files --virtual-time-budget=20000 "$@" 2>chromium.log
}

# problems PAGE WIDTH: what is wrong with the page in a window of so many pixels; "figures N" comes first. A frame stands for the
# window, because a window of Chromium's own is never as narrow as a phone.
problems() {
  cat >frame.html <<END
<!DOCTYPE html>
<iframe src="$1" style="width: $2px; height: 900px; border: 0"></iframe>
<script src="$probe"></script>
END
  browser --window-size=1400,1000 --dump-dom "file://$PWD/frame.html" >dom || { cat chromium.log; fail "chromium: exit code $?"; }
  sed -n 's/^probe: //p' dom >found
  grep -q '^figures ' found || { cat chromium.log dom | tail -20; fail "$1 was not looked at"; }
  cat found
}

benchmark=()
[[ ! -e $published/benchmark.json ]] || benchmark=(--benchmark="$published/benchmark.json")
"$report" --records="$published/records.jsonl.gz" "${benchmark[@]}" --output_dir=made
expected=$(find made/figures -name '*.svg' | wc -l)
((expected >= 3)) || fail "only $expected figures were drawn"

for width in 1280 390; do
  [[ $(problems made/report.html "$width") == "figures $expected" ]] || { cat found; fail "at $width pixels, with $expected figures"; }
done

# The same look finds what is wrong.
sed 's|<main>|<main><hr width="500">|' made/report.html >wide.html
problems wide.html 390 | grep -q '^wider than the window: hr ' || fail "a line of 500 pixels was not found"
problems wide.html 1280 | grep -q '^wider' && fail "500 pixels are not too wide for a desktop"
sed '0,/src="data:image\/svg+xml;base64,/s//src="data:image\/svg+xml;base64,AAAA/' made/report.html >broken.html
problems broken.html 390 | grep -q '^no picture: ' || fail "a picture that cannot be read was not found"
sed '0,/ class="table"/s///' made/report.html >bare.html
problems bare.html 390 | grep -q '^wider than the window: ' || fail "a table without a box of its own was not found"

browser --no-pdf-header-footer --print-to-pdf="$PWD/page.pdf" "file://$PWD/made/report.html" || fail "printing"
[[ $(head -c 5 page.pdf) == %PDF- ]] || fail "it printed no PDF"
pages=$(grep -ac '/Type */Page\b' page.pdf)
((pages >= 5)) || fail "it printed $pages pages"
echo "$expected figures, $pages printed pages"

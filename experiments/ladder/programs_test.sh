#!/usr/bin/env bash
# The programs of the ladder: wrong flags, a small ladder twice, and records that the experiments' own programs take for theirs.
set -uo pipefail

ladder=$PWD/experiments/ladder/ladder
search=$PWD/experiments/ladder/search
pairs=$PWD/experiments/pairs/pairs
mkdir -p "$TEST_TMPDIR/work" && cd "$TEST_TMPDIR/work" || exit 1
die() {
  echo "FAILED: $1"
  cat stdout stderr
  exit 1
}

rejects() { # MESSAGE COMMAND...
  local message=$1
  shift
  ! "$@" >stdout 2>stderr || die "passes: $*"
  { [ "$(wc -l <stderr)" = 1 ] && grep -qF -- "$message" stderr; } || die "one line with '$message': $*"
  [ ! -e results ] || die "something was made: $*"
}
rejects '--ladders: unknown ladder "cnm"; there are cnn, ' "$ladder" --ladders=cnm
rejects '--seeds: ' "$ladder" --seeds=ten
rejects '--jobs is -1, wants a number from 1 to 4096' "$ladder" --jobs=-1
rejects '"mlp" is not a flag' "$ladder" mlp
rejects '--spaces: unknown search space "cnm"; there are ' "$search" --spaces=cnm
"$search" --help >stdout 2>stderr || die '--help'
grep -q 'spaces: ' stdout || die '--help names the spaces'

"$ladder" --ladders=sprint --seeds=0 >first 2>stderr || die 'a small ladder'
grep -Eq '^  0\.[0-9]{4} .* s  the course.s network$' first || die 'a line for each rung'
"$ladder" --ladders=sprint --seeds=0 >second 2>stderr || die 'the same again'
diff first second >stdout || die 'says something else the second time'
grep -q '1 present; 0 to run' stderr || die 'trains nothing the second time'
"$pairs" --preset=sprint --variants=cnn-shared-aux --seeds=0 >stdout 2>stderr || die 'a rung as //experiments/pairs'
grep -q '1 present; 0 to run' stderr || die 'a rung is a run of //experiments/pairs'

# As all that write a results folder.
ln -s / results/elsewhere
! "$ladder" --ladders=sprint --seeds=0 >stdout 2>stderr || die 'a link in the results folder'
{ [ "$(wc -l <stderr)" = 1 ] && grep -q '^error: .*results/elsewhere: a symbolic link' stderr; } || die 'the link is named'

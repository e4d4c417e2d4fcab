# shellcheck shell=bash
# For tests of programs, which source this: failures count.
failures=0

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

# refuses PATTERN COMMAND...: one line that says what is wrong.
refuses() {
  gives 1 "^error: .*$1" "${@:2}"
  [ "$(wc -l <output)" = 1 ] || fail "not one line: ${*:2}"
}

# shellcheck shell=bash
# For tests of bad input, which source this: failures and cases count.
failures=0 cases=0

fail() {
  echo "FAILED: $1"
  sed 's/^/    /' stderr
  failures=$((failures + 1))
}

# expect_error PATTERN COMMAND...: fails, says one line with PATTERN in it, leaves no results.
expect_error() {
  local pattern=$1
  shift
  cases=$((cases + 1))
  rm -rf results
  if "$@" >stdout 2>stderr; then
    fail "exit code 0: $*"
  elif [ "$(wc -l <stderr)" != 1 ] || ! grep -q -- "$pattern" stderr; then
    fail "not one line with '$pattern': $*"
  elif [ -s stdout ]; then
    fail "wrote to stdout: $*"
  elif [ -n "$(find results -type f 2>/dev/null)" ]; then
    fail "left files: $*"
  fi
}

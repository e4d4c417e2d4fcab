#!/usr/bin/env bash
# The contract's headers refuse to be compiled with -ffast-math, and compile without it.
set -euo pipefail
for header in "$@"; do
  compile=("${CXX:-g++}" -std=c++17 -I. -fsyntax-only -x c++ "$header")
  "${compile[@]}"
  if "${compile[@]}" -ffast-math 2>stderr; then
    echo "FAILED: $header compiles with -ffast-math"
    exit 1
  fi
  grep -q 'numeric contract' stderr || { echo "FAILED: $header says another thing:"; cat stderr; exit 1; }
done

#!/usr/bin/env bash
# A weak symbol of a kernel object is code for one instruction set that the linker may keep for everybody.
set -euo pipefail
(($# >= 2)) || { echo "FAILED: the libraries of all kernels are wanted, got: $*"; exit 1; }
for object in "$@"; do
  nm -C "$object" | grep '::kKernels$' >/dev/null || { echo "FAILED: no kernels in $object"; exit 1; }
  if nm -C "$object" | grep -E '^[0-9a-f]* [WVuvw] '; then
    echo "FAILED: weak symbols in $object"
    exit 1
  fi
done

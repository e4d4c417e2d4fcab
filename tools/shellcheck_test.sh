#!/usr/bin/env bash
# Checks every shell script of the repository with shellcheck.
set -euo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
cd "${script%/*}/.."
# shellcheck source=tools/sources.sh
source tools/sources.sh

mapfile -d '' files < <(shell_files)
for expected in ./bazelw ./tools/bazel ./.ci/run ./tools/sources.sh; do
  if [[ " ${files[*]} " != *" $expected "* ]]; then
    echo "$expected was not found among: ${files[*]}" >&2
    exit 1
  fi
done
shellcheck --shell=bash --external-sources "${files[@]}"

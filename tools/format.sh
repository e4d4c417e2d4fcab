#!/usr/bin/env bash
# Formats all C++ files in place: bazel run //tools:format. With --check it changes nothing, shows what is formatted
# otherwise and fails.
#
# Versions of clang-format differ in what they make of one file; Debian 12 and 13 both have this one.
set -euo pipefail
clang_format=clang-format-19
script=$(realpath "${BASH_SOURCE[0]}")
# The folder that the script is in, also where it is reached through a link from a test's runfiles.
cd "${BUILD_WORKSPACE_DIRECTORY:-${script%/*}/..}"
# shellcheck source=tools/sources.sh
source tools/sources.sh

if ! type -P "$clang_format" >/dev/null; then
  echo "format: $clang_format is not installed; install the Debian package of that name (./bazelw test does)" >&2
  exit 1
fi
mapfile -d '' files < <(cpp_files)
if ((${#files[@]} == 0)); then
  echo "format: no C++ files below $PWD" >&2
  exit 1
fi
if [[ ${1:-} == --check ]]; then
  if ! "$clang_format" --dry-run -Werror "${files[@]}"; then
    echo "format: the files above are not formatted; run: ./bazelw run //tools:format" >&2
    exit 1
  fi
  echo "format: ${#files[@]} files checked"
else
  "$clang_format" -i "${files[@]}"
  echo "format: ${#files[@]} files formatted"
fi

#!/usr/bin/env bash
# The folders of the tree use each other in one direction: what a folder includes, and what that includes, never leads
# back to it. Tests may look anywhere.
set -euo pipefail
script=$(realpath "${BASH_SOURCE[0]}")
cd "${1:-${script%/*}/..}"
# shellcheck source=tools/sources.sh
source "${script%/*}/sources.sh"

# Pairs of folders, the includer first. tsort sorts them, or names those that stand in a loop and fails.
uses=$(cpp_files | grep -zvE '_test\.cc$|/testing/' | xargs -0 grep -H '^#include "' |
  sed -nE 's|^\./(.*)/[^/]*:#include "(.*)/[^/]*"$|\1 \2|p' | awk '$1 != $2' | sort -u)
if [[ $(wc -l <<<"$uses") -lt 3 ]]; then
  echo "no includes were found below $PWD" >&2
  exit 1
fi
if ! loops=$(tsort <<<"$uses" 2>&1 >/dev/null); then
  printf 'These folders include each other in a loop; each may be used only by those above it:\n%s\n' "$loops" >&2
  exit 1
fi

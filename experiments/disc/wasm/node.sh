#!/usr/bin/env bash
# node.sh SCRIPT ARGUMENTS: runs a test that is written for node.
set -euo pipefail
type -P node >/dev/null || {
  echo "FAILED: there is no node; ./bazelw --with=full installs it" >&2
  exit 1
}
exec node "$@"

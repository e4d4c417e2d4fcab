#!/usr/bin/env bash
# update.sh: builds disc.wasm anew, on Debian 12, and writes the digests of it and of its sources beside it.
set -euo pipefail
here=experiments/disc/wasm
cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../.."
"$here/build.sh" "$here/disc.wasm" >sources.tmp
printf '%s\n' "$here"/{disc.wasm,build.sh} | cat - sources.tmp | xargs sha256sum >"$here/disc.wasm.sha256"
rm sources.tmp

#!/usr/bin/env bash
# update.sh: builds disc.wasm anew, on Debian 12, and writes the digests of it and of its sources beside it.
set -euo pipefail
here=experiments/disc/wasm
cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../.."
sources=$("$here/build.sh" "$here/disc.wasm")
printf '%s\n' "$here"/{disc.wasm,build.sh} "$sources" | xargs sha256sum >"$here/disc.wasm.sha256"

#!/usr/bin/env bash
# unpack_npm.sh ARCHIVE SHA512: unpacks what `npm pack` has fetched into the current folder, if it is the file that is expected.
# Otherwise says in one line what was found, and unpacks nothing.
set -euo pipefail
archive=$1 sha512=$2
found=$(sha512sum <"$archive")
found=${found%% *}
if [[ $found != "$sha512" ]]; then
  printf '%s: expected SHA-512 %s, found %s\n' "$archive" "$sha512" "$found" >&2
  exit 1
fi
tar --no-same-owner -xzf "$archive"

#!/usr/bin/env bash
# import_mnist.sh FOLDER: copies MNIST's four files from FOLDER into the current one, if each is the published file.
# Otherwise says in one line which file is wrong, what was expected and what was found, and leaves nothing behind.
set -euo pipefail
folder=$1

die() {
  rm -f -- *-ubyte.part
  printf 'MNIST: %s\n' "$1" >&2
  exit 1
}

[[ -d $folder ]] || die "$folder: no such folder; expected one with MNIST's four uncompressed IDX files"
while read -r sha256 size name; do
  file=$folder/$name
  [[ -f $file ]] || die "$file: missing; expected a file of $size bytes"
  cp -- "$file" "$name.part" 2>/dev/null || die "$file: cannot be read; expected a file of $size bytes"
  found_size=$(stat -c %s "$name.part")
  ((found_size == size)) || die "$file: expected $size bytes, found $found_size"
  found=$(sha256sum <"$name.part")
  found=${found%% *}
  [[ $found == "$sha256" ]] || die "$file: expected SHA-256 $sha256, found $found"
done < <(cat <<'TABLE'
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db 47040016 train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5 60008 train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 7840016 t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2 10008 t10k-labels-idx1-ubyte
TABLE
)
for part in *-ubyte.part; do
  mv -- "$part" "${part%.part}"
done

#!/usr/bin/env bash
# make_environment.sh FOLDER: makes a virtual environment there with what requirements.txt names, from PyPI. Does nothing if that
# is there already. One that was interrupted is gone on with.
set -euo pipefail
here=${BASH_SOURCE[0]%/*}
folder=$1

die() {
  printf 'make_environment.sh: %s\n' "$1" >&2
  exit 1
}

requirements=$(<"$here/requirements.txt")
if [[ -e $folder/made_of && $(<"$folder/made_of") == "$requirements" ]]; then exit 0; fi
if [[ -e $folder && ! -e $folder/pyvenv.cfg ]]; then die "$folder is there and is no virtual environment"; fi
printf 'making %s with JAX, PyTorch and NumPy from PyPI (about 2 GB) ...\n' "$folder" >&2
# Of Debian's Python, which the program has in it, whatever PATH says.
/usr/bin/python3 -m venv "$folder"
pip=("$folder/bin/python" -m pip --quiet --disable-pip-version-check install)
others=() torch=
while read -r line; do
  case $line in
    '#'* | '') ;;
    torch==*) torch=$line ;;
    *) others+=("$line") ;;
  esac
done <<<"$requirements"
"${pip[@]}" "${others[@]}" || die "pip failed; its output is above"
"${pip[@]}" --no-deps "$torch" || die "pip failed; its output is above"
"$folder/bin/python" "$here/empty_cuda.py" "$(echo "$folder"/lib/python3.*/site-packages/torch/lib)"
"$folder/bin/python" -c 'import jax, numpy, torch' || die "the environment does not work; its output is above"
printf '%s\n' "$requirements" >"$folder/made_of"

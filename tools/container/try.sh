#!/usr/bin/env bash
# Makes the image of Containerfile without a daemon, and runs COMMAND in it in a clone of HEAD:
#   try.sh [--arch=ARCHITECTURE] [--file=FILE]... [--volume=HERE:THERE]... COMMAND [ARGUMENT...]
# The base is Debian 12 by debootstrap. A --file of this machine is put there under its own path, e.g. a certificate that
# downloads need; COMMAND sees a --volume. Needs root and the Debian packages buildah and debootstrap; for the other
# architecture also qemu-user-static, registered in binfmt_misc. TENFOLD_IMAGES names a folder that keeps the images.
set -euo pipefail
die() {
  printf 'try.sh: %s\n' "$1" >&2
  exit 1
}

arch=$(dpkg --print-architecture) files=() volumes=()
while [[ ${1:-} == --* ]]; do
  case $1 in
    --arch=*) arch=${1#*=} ;;
    --file=*) files+=("${1#*=}") ;;
    --volume=*) volumes+=("$1") ;;
    *) die "unknown option $1; expected --arch, --file or --volume" ;;
  esac
  shift
done
(($#)) || die "no command to run"
((EUID == 0)) || die "needs root"
for tool in buildah debootstrap; do type -P "$tool" >/dev/null || die "needs the Debian package $tool"; done
cd "${BASH_SOURCE[0]%/*}/../.."

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
images=${TENFOLD_IMAGES:-$work/images}
# In a namespace of processes, so that Bazel's server ends with COMMAND.
buildah() {
  unshare --pid --fork --kill-child --mount-proc buildah --storage-driver=vfs --root="$images/root" --runroot="$images/run" "$@"
}

base=tenfold-base-$arch
if ! buildah inspect --type=image "$base" >/dev/null 2>&1; then
  unshare --mount debootstrap --variant=minbase --arch="$arch" bookworm "$work/base"
  ((!${#files[@]})) || cp --parents --dereference "${files[@]}" "$work/base"
  tar -C "$work/base" --exclude='./dev/*' -cf "$work/base.tar" .
  printf 'FROM scratch\nADD base.tar /\n' >"$work/Containerfile"
  buildah build --isolation=chroot --arch="$arch" --tag="$base" --file="$work/Containerfile" "$work"
  rm -rf --one-file-system "$work"/base*
fi
git clone --quiet . "$work/clone"
buildah build --isolation=chroot --pull-never --arch="$arch" --build-arg=BASE="localhost/$base" --tag="tenfold-$arch" \
  --file="$work/clone/tools/container/Containerfile" "$work/clone"
container=$(buildah from --pull-never --arch="$arch" "localhost/tenfold-$arch")
buildah run --isolation=chroot --volume="$work/clone:/tenfold" "${volumes[@]}" "$container" -- "$@"

#!/usr/bin/env bash
# Downloads Debian's arm64 packages of the release that this machine's apt knows, and unpacks them: FOLDER PACKAGE...
# Prints their names and versions. apt's own lists and the installed packages stay as they are.
set -euo pipefail
folder=$1
shift
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
mkdir -p "$folder" "$state"/{lists/partial,archives/partial,packages}
: >"$state/status"
apt=(apt-get -q -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root -o Acquire::Languages=none
  -o Dir::State="$state" -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" -o Dir::Cache="$state")

# die TEXT: fails with it and the last line that apt-get said.
die() {
  printf '%s: %s\n' "$1" "$(tail -n 1 "$state/said")" >&2
  exit 1
}
"${apt[@]}" update >"$state/said" 2>&1 || die "apt-get cannot read the lists of Debian's arm64 packages"
(cd "$state/packages" && "${apt[@]}" download "$@") >"$state/said" 2>&1 || die "apt-get cannot download arm64 packages"
# shellcheck disable=SC2016 # dpkg-deb expands them
for package in "$state"/packages/*.deb; do
  dpkg-deb --extract "$package" "$folder"
  dpkg-deb --show --showformat='${Package} ${Version}\n' "$package"
done

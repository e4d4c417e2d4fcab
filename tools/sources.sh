# shellcheck shell=bash
# Sourced by the checks: finds the repository's own files below the current folder, which must be its root.

# Prints the paths of the C++ files, each ended by a zero byte.
cpp_files() {
  find . -path './.*' -prune -o -path './bazel-*' -prune -o -path ./results -prune -o \
    -type f \( -name '*.h' -o -name '*.cc' -o -name '*.inc' \) -print0 | sort -z
}

# Prints the paths of the scripts that a shell runs (by name or by first line), each ended by a zero byte.
shell_files() {
  local file line
  find . -path ./.git -prune -o -path './bazel-*' -prune -o -path ./results -prune -o \
    -type f \( -name '*.sh' -o -perm -u+x \) -print0 | sort -z | while IFS= read -r -d '' file; do
    line=
    [[ $file == *.sh ]] || IFS= read -r line <"$file" || true
    if [[ $file == *.sh || $line =~ ^'#!'.*sh$ ]]; then printf '%s\0' "$file"; fi
  done 2>/dev/null
}

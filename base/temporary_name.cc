#include "base/temporary_name.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/text/digest.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kTemporaryEnding[] = ".tmp";

std::string FirstWord(const std::string& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

// Where process ids mean what they mean to this process: this boot of this machine, and its
// namespace of process ids, as containers have their own. "" if it cannot be known.
const std::string& ProcessSpace() {
  static const std::string* const space = [] {
    const std::string boot = FirstWord("/proc/sys/kernel/random/boot_id");
    std::error_code error;
    const std::string pids = fs::read_symlink("/proc/self/ns/pid", error).string();
    if (boot.empty() || pids.empty()) return new std::string;
    return new std::string(Sha256Hex(boot + pids).substr(0, 16));
  }();
  return *space;
}

// When a process started, in ticks since the boot: with its number it is that process and no later
// one. "" if there is none, or if it cannot be known.
std::string StartTime(const std::string& process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/stat"));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // Behind the name, which may have any characters, comes the third field; wanted is the 22nd.
  const size_t name_end = text.rfind(") ");
  if (name_end == std::string::npos) return "";
  const std::vector<std::string> fields = absl::StrSplit(text.substr(name_end + 2), ' ');
  return fields.size() > 19 ? fields[19] : "";
}

const std::string& OwnStartTime() {
  static const std::string* const time = new std::string(StartTime("self"));
  return *time;
}

// Of such a name what TemporaryName has put there; empty for any other name.
std::vector<std::string> OwnerOf(const std::string& path) {
  absl::string_view name = path;
  name.remove_prefix(name.rfind('/') + 1);
  const size_t mark = name.rfind(kTemporaryMark);
  if (mark == absl::string_view::npos || !absl::StartsWith(name, ".") ||
      !absl::ConsumeSuffix(&name, kTemporaryEnding)) {
    return {};
  }
  std::vector<std::string> owner =
      absl::StrSplit(name.substr(mark + sizeof(kTemporaryMark) - 1), '-');
  if (owner.size() != 4) return {};
  return owner;
}

}  // namespace

std::string TemporaryName(const std::string& path) {
  static std::atomic<int64_t> counter{0};
  const fs::path target(path);
  const std::string name = absl::StrCat(
      ".", target.filename().string(), kTemporaryMark,
      absl::StrJoin(
          {ProcessSpace(), absl::StrCat(getpid()), OwnStartTime(), absl::StrCat(counter++)}, "-"),
      kTemporaryEnding);
  return (target.parent_path() / name).string();
}

bool IsLeftover(const std::string& path) {
  const std::vector<std::string> owner = OwnerOf(path);
  if (owner.empty() || owner[0].empty() || owner[0] != ProcessSpace() || OwnStartTime().empty()) {
    return false;
  }
  const auto is_number = [](const std::string& part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), absl::ascii_isdigit);
  };
  return is_number(owner[1]) && is_number(owner[2]) && StartTime(owner[1]) != owner[2];
}

}  // namespace tenfold

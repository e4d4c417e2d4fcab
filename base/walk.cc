#include "base/walk.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

EntryKind KindOf(fs::file_type type) {
  switch (type) {
    case fs::file_type::directory:
      return EntryKind::kFolder;
    case fs::file_type::regular:
      return EntryKind::kFile;
    case fs::file_type::symlink:
      return EntryKind::kLink;
    default:
      return EntryKind::kOther;
  }
}

}  // namespace

absl::Status Walk(const std::string& folder,
                  const std::function<void(const std::string&, EntryKind)>& visit) {
  std::vector<std::string> pending = {""};  // folders, as "x/y/"
  while (!pending.empty()) {
    const std::string prefix = pending.back();
    pending.pop_back();
    std::error_code error;
    fs::directory_iterator entry(absl::StrCat(folder, "/", prefix), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      const fs::file_type type = entry->symlink_status(error).type();
      if (type == fs::file_type::not_found) {
        error.clear();
        continue;
      }
      if (error) break;
      visit(prefix + name, KindOf(type));
      const bool enters = type == fs::file_type::directory && name[0] != '.';
      if (enters) pending.push_back(absl::StrCat(prefix, name, "/"));
    }
    const bool gone = error == std::errc::no_such_file_or_directory && !prefix.empty();
    if (error && !gone) {
      return absl::InternalError(
          absl::StrCat(folder, "/", prefix, ": cannot be searched: ", error.message()));
    }
  }
  return absl::OkStatus();
}

}  // namespace tenfold

#include "base/lock_holder.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/quoted.h"

namespace tenfold {

std::string LockHolder(int fd) {
  constexpr char kUnknown[] = "another process";
  struct stat info;
  if (fstat(fd, &info) != 0) return kUnknown;
  const std::string file = absl::StrFormat("%02x:%02x:%d", major(info.st_dev), minor(info.st_dev),
                                           static_cast<int64_t>(info.st_ino));
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // "1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF"; of who waits "1: -> FLOCK ...".
    const std::vector<std::string> fields = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (fields.size() < 6 || fields[1] != "FLOCK" || fields[5] != file || fields[4] == "0") {
      continue;
    }
    std::string name;
    std::getline(std::ifstream(absl::StrCat("/proc/", fields[4], "/comm")), name);
    return absl::StrCat("process ", fields[4],
                        name.empty() ? "" : absl::StrCat(" (", PlainLine(name), ")"));
  }
  return kUnknown;
}

}  // namespace tenfold

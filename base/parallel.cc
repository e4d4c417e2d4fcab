#include "base/parallel.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

// Files of the system say no size beforehand. "" if it cannot be read.
std::string TextOf(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// "QUOTA PERIOD", both in microseconds; a quota of "max" or -1 is none.
double QuotaOf(const std::string& text) {
  const std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty());
  double quota = 0.0, period = 0.0;
  if (words.size() != 2 || !absl::SimpleAtod(words[0], &quota) ||
      !absl::SimpleAtod(words[1], &period) || quota <= 0.0 || period <= 0.0) {
    return 0.0;
  }
  return quota / period;
}

}  // namespace

double ProcessorQuota(const std::string& groups, const std::string& mount) {
  double least = 0.0;
  for (absl::string_view line : absl::StrSplit(groups, '\n', absl::SkipEmpty())) {
    // "NUMBER:CONTROLLERS:PATH", without controllers in version 2.
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(':', 2));
    if (parts.size() != 3) continue;
    const std::vector<std::string> controllers = absl::StrSplit(parts[1], ',');
    const bool second = parts[1].empty();
    if (!second && !absl::c_linear_search(controllers, "cpu")) continue;
    const fs::path top = second ? fs::path(mount) : fs::path(mount) / "cpu";
    // In a container the files may begin at the group itself: what is not there limits nothing.
    for (fs::path group = fs::path(parts[2]).relative_path();; group = group.parent_path()) {
      const fs::path folder = top / group;
      const double quota = QuotaOf(second ? TextOf(folder / "cpu.max")
                                          : absl::StrCat(TextOf(folder / "cpu.cfs_quota_us"),
                                                         TextOf(folder / "cpu.cfs_period_us")));
      if (quota > 0.0 && (least == 0.0 || quota < least)) least = quota;
      if (group.empty()) break;
    }
  }
  return least;
}

int AvailableProcessors() {
  cpu_set_t allowed;
  // It fails where there are more processors than the set can hold.
  int processors = sched_getaffinity(0, sizeof(allowed), &allowed) == 0
                       ? CPU_COUNT(&allowed)
                       : static_cast<int>(std::thread::hardware_concurrency());
  const double quota = ProcessorQuota(TextOf("/proc/self/cgroup"), "/sys/fs/cgroup");
  if (quota > 0.0) processors = std::min(processors, static_cast<int>(std::ceil(quota)));
  return std::max(processors, 1);
}

absl::StatusOr<int> JobsOfFlag(int jobs) {
  if (jobs < 0 || jobs > 4096) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--jobs is ", jobs, ", wants a number from 1 to 4096, or 0 for one per processor"));
  }
  return jobs == 0 ? AvailableProcessors() : jobs;
}

}  // namespace tenfold

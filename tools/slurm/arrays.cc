#include "tools/slurm/arrays.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/process.h"

namespace tenfold::slurm {

int64_t MaxArraySize() {
  const absl::StatusOr<std::string> config = OutputOf({{"scontrol", "show", "config"}});
  if (!config.ok()) return kMaxTasks;
  for (absl::string_view line : absl::StrSplit(*config, '\n')) {
    const std::pair<absl::string_view, absl::string_view> setting =
        absl::StrSplit(line, absl::MaxSplits('=', 1));
    int64_t size = 0;
    if (absl::StripAsciiWhitespace(setting.first) == "MaxArraySize" &&
        absl::SimpleAtoi(setting.second, &size)) {
      return size;
    }
  }
  return kMaxTasks;
}

std::vector<Array> Arrays(const std::vector<int>& shards, int64_t size) {
  std::vector<Array> arrays;
  for (int shard : shards) {
    const int first = static_cast<int>(shard / size * size);
    if (arrays.empty() || arrays.back().first != first) arrays.push_back({first, {}});
    arrays.back().tasks.push_back(shard - first);
  }
  return arrays;
}

std::string Ranges(const std::vector<int>& numbers) {
  std::vector<std::string> ranges;
  for (size_t i = 0; i < numbers.size();) {
    size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    ranges.push_back(end == i + 1 ? absl::StrCat(numbers[i])
                                  : absl::StrCat(numbers[i], "-", numbers[end - 1]));
    i = end;
  }
  return absl::StrJoin(ranges, ",");
}

}  // namespace tenfold::slurm

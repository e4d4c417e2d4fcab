#include "experiments/ladder/candidates.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_join.h"
#include "engine/numerics/random.h"

namespace tenfold::ladder {
namespace {

double Mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::vector<std::string> DrawCandidates(const SearchSpace& space) {
  size_t size = 1;
  for (const Dimension& dimension : space.dimensions) size *= dimension.values.size();
  const size_t count = std::min<size_t>(size, space.candidates);
  PhiloxGenerator generator(/*seed=*/0, Stream::kData);
  std::vector<std::string> candidates;
  while (candidates.size() < count) {
    std::vector<std::string> changes;
    for (const Dimension& dimension : space.dimensions) {
      const auto choices = static_cast<uint32_t>(dimension.values.size());
      const std::string& value =
          dimension.values[candidates.empty() ? 0 : generator.NextBelow(choices)];
      if (!value.empty()) changes.push_back(value);
    }
    std::string candidate = absl::StrJoin(changes, ",");
    if (std::find(candidates.begin(), candidates.end(), candidate) == candidates.end()) {
      candidates.push_back(std::move(candidate));
    }
  }
  return candidates;
}

Setting SettingOf(const SearchSpace& space, const std::string& candidate) {
  std::vector<std::string> parts = {kHeldOut};
  for (const std::string& part : {space.setting.overrides, candidate}) {
    if (!part.empty()) parts.push_back(part);
  }
  Setting setting = space.setting;
  setting.overrides = absl::StrJoin(parts, ",");
  return setting;
}

std::vector<std::string> BestOf(const std::vector<std::string>& candidates,
                                const std::map<std::string, std::vector<double>>& accuracies,
                                int kept) {
  std::vector<std::string> best = candidates;
  std::stable_sort(best.begin(), best.end(), [&](const std::string& a, const std::string& b) {
    return Mean(accuracies.at(a)) > Mean(accuracies.at(b));
  });
  best.resize(std::min(best.size(), static_cast<size_t>(kept)));
  return best;
}

}  // namespace tenfold::ladder

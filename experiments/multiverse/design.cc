#include "experiments/multiverse/design.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/numerics/random.h"

namespace tenfold::multiverse {
namespace {

using Settings = std::vector<std::vector<int>>;

Settings AllCombinations(const Grid& grid) {
  Settings settings = {{}};
  for (const Choice& choice : grid.choices) {
    Settings longer;
    for (const std::vector<int>& setting : settings) {
      for (int level = 0; level < static_cast<int>(choice.levels.size()); ++level) {
        longer.push_back(setting);
        longer.back().push_back(level);
      }
    }
    settings = std::move(longer);
  }
  return settings;
}

Settings Hypercube(const Grid& grid, uint32_t design) {
  Settings settings(grid.settings, std::vector<int>(grid.choices.size()));
  for (size_t c = 0; c < grid.choices.size(); ++c) {
    PhiloxGenerator generator(
        grid.design_seed, Stream::kData,
        design * static_cast<uint32_t>(grid.choices.size()) + static_cast<uint32_t>(c));
    const std::vector<int32_t> order = RandomPermutation(grid.settings, generator);
    for (int i = 0; i < grid.settings; ++i) {
      settings[i][c] = static_cast<int>(order[i] % grid.choices[c].levels.size());
    }
  }
  return settings;
}

double Correlation(const Settings& settings, size_t a, size_t b) {
  const auto n = static_cast<double>(settings.size());
  double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  for (const std::vector<int>& setting : settings) {
    sum_a += setting[a];
    sum_b += setting[b];
    sum_aa += setting[a] * setting[a];
    sum_bb += setting[b] * setting[b];
    sum_ab += setting[a] * setting[b];
  }
  return (n * sum_ab - sum_a * sum_b) /
         std::sqrt((n * sum_aa - sum_a * sum_a) * (n * sum_bb - sum_b * sum_b));
}

double LargestCorrelation(const Settings& settings) {
  double largest = 0.0;
  for (size_t a = 0; a < settings[0].size(); ++a) {
    for (size_t b = 0; b < a; ++b) {
      largest = std::max(largest, std::fabs(Correlation(settings, a, b)));
    }
  }
  return largest;
}

}  // namespace

Settings SettingsOf(const Grid& grid) {
  double combinations = 1.0;
  for (const Choice& choice : grid.choices) combinations *= choice.levels.size();
  if (combinations <= grid.settings) return AllCombinations(grid);
  Settings best;
  double least = 2.0;
  for (uint32_t design = 0; design < kDesigns; ++design) {
    Settings settings = Hypercube(grid, design);
    const double largest = LargestCorrelation(settings);
    const std::set<std::vector<int>> distinct(settings.begin(), settings.end());
    if (largest < least && distinct.size() == settings.size()) {
      least = largest;
      best = std::move(settings);
    }
  }
  return best;
}

std::string OverridesOf(const Grid& grid, const std::vector<int>& levels) {
  std::vector<std::string> overrides;
  for (size_t c = 0; c < levels.size(); ++c) {
    for (absl::string_view one :
         absl::StrSplit(grid.choices[c].levels[levels[c]].overrides, ',', absl::SkipEmpty())) {
      overrides.push_back(std::string(one));
    }
  }
  const bool sgd = std::any_of(overrides.begin(), overrides.end(),
                               [](const std::string& one) { return one == "optimizer=sgd"; });
  for (std::string& one : overrides) {
    absl::string_view text = one;
    double rate;
    if (!sgd || !absl::ConsumePrefix(&text, "learning_rate=") || !absl::SimpleAtod(text, &rate)) {
      continue;
    }
    one = absl::StrCat("learning_rate=", rate * RateOfSgd());
  }
  return absl::StrJoin(overrides, ",");
}

}  // namespace tenfold::multiverse

#include "experiments/multiverse/design.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text/digest.h"
#include "experiments/settings/setting_sweeps.h"

namespace tenfold::multiverse {
namespace {

TEST(SettingsOf, HasEveryLevelOfAChoiceEquallyOften) {
  for (const Grid& grid : Grids()) {
    const std::vector<std::vector<int>> settings = SettingsOf(grid);
    ASSERT_EQ(settings.size(), static_cast<size_t>(grid.settings)) << grid.experiment;
    for (size_t c = 0; c < grid.choices.size(); ++c) {
      std::map<int, int> counts;
      for (const std::vector<int>& setting : settings) ++counts[setting[c]];
      ASSERT_EQ(counts.size(), grid.choices[c].levels.size()) << grid.choices[c].name;
      for (const auto& [level, count] : counts) {
        EXPECT_LE(std::abs(count - counts.begin()->second), 1) << grid.choices[c].name << level;
      }
    }
  }
}

TEST(SettingsOf, TakesNoSettingTwice) {
  for (const Grid& grid : Grids()) {
    const std::vector<std::vector<int>> settings = SettingsOf(grid);
    const std::set<std::vector<int>> distinct(settings.begin(), settings.end());
    EXPECT_EQ(distinct.size(), settings.size()) << grid.experiment;
  }
}

TEST(SettingsOf, TakesAllCombinationsOfFew) {
  const Grid grid = {
      "disc", "paper", {{"a", {{"0", ""}, {"1", ""}}}, {"b", {{"0", ""}, {"1", ""}}}}, 4, 0};
  EXPECT_EQ(SettingsOf(grid), (std::vector<std::vector<int>>{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
}

// What the runs of the published report are of.
TEST(SettingsOf, IsAsItWasWhenTheGridWasTrained) {
  std::string text;
  for (const Grid& grid : Grids()) {
    for (const std::vector<int>& setting : SettingsOf(grid)) {
      absl::StrAppend(&text, absl::StrJoin(setting, " "), "\n");
    }
  }
  EXPECT_EQ(Sha256Hex(text).substr(0, 16), "24b2455f81291407");
}

TEST(OverridesOf, AreThoseOfHyperparametersThatThereAre) {
  const absl::StatusOr<SettingSweeps> sweeps = SettingSweeps::Open(
      ::testing::internal::GetArgvs().front(), ::testing::TempDir() + "/multiverse", 1);
  ASSERT_TRUE(sweeps.ok()) << sweeps.status();
  for (const Grid& grid : Grids()) {
    for (const std::vector<int>& setting : SettingsOf(grid)) {
      const std::string overrides = OverridesOf(grid, setting);
      const absl::StatusOr<Hyperparameters> hyperparameters =
          sweeps->HyperparametersOf(grid.experiment, grid.preset, overrides);
      ASSERT_TRUE(hyperparameters.ok()) << overrides << ": " << hyperparameters.status();
    }
  }
}

TEST(OverridesOf, SgdTakesThirtyTimesTheRateOfAdam) {
  const Grid& pairs = Grids().front();
  EXPECT_EQ(OverridesOf(pairs, {1, 0, 1, 2, 0, 0, 0}), "learning_rate=0.0003");
  EXPECT_EQ(OverridesOf(pairs, {1, 0, 1, 2, 0, 0, 1}),
            "learning_rate=0.009,optimizer=sgd,momentum=0.9");
}

}  // namespace
}  // namespace tenfold::multiverse

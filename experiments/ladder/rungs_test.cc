// The tables of rungs and search spaces hold together with the presets.
#include "experiments/ladder/rungs.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/ladder/candidates.h"
#include "experiments/ladder/search_space.h"
#include "experiments/settings/setting_sweeps.h"

namespace tenfold::ladder {
namespace {

class TablesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    sweeps_ = new absl::StatusOr<SettingSweeps>(SettingSweeps::Open(
        ::testing::internal::GetArgvs().front(), ::testing::TempDir() + "/ladder", 1));
  }
  static void TearDownTestSuite() { delete sweeps_; }
  void SetUp() override { ASSERT_TRUE(sweeps_->ok()) << sweeps_->status(); }

  static Hyperparameters Of(const Setting& setting) {
    const absl::StatusOr<Hyperparameters> hyperparameters =
        (*sweeps_)->HyperparametersOf(setting.experiment, setting.preset, setting.overrides);
    EXPECT_TRUE(hyperparameters.ok()) << setting.overrides << ": " << hyperparameters.status();
    return hyperparameters.ok() ? *hyperparameters : Hyperparameters::object();
  }

  static absl::StatusOr<SettingSweeps>* sweeps_;
};

absl::StatusOr<SettingSweeps>* TablesTest::sweeps_;

// Whether a hyperparameter makes a difference to what a setting trains.
bool Matters(const std::string& name, const Setting& setting) {
  if (absl::StartsWith(name, "cnn_")) return absl::StrContains(setting.variant, "cnn");
  if (absl::StartsWith(name, "mlp_")) return absl::StrContains(setting.variant, "mlp");
  const bool classes = absl::StrContains(setting.variant, "aux");
  if (name == "auxiliary_loss_weight" || name == "label_smoothing") return classes;
  return true;
}

std::vector<std::string> Changes(const Setting& a, const Hyperparameters& values_a,
                                 const Setting& b, const Hyperparameters& values_b) {
  std::vector<std::string> changes;
  if (a.variant != b.variant) changes.push_back("variant");
  for (const auto& item : values_b.items()) {
    if (Matters(item.key(), b) && values_a.at(item.key()) != item.value()) {
      changes.push_back(item.key());
    }
  }
  std::sort(changes.begin(), changes.end());
  return changes;
}

std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

TEST_F(TablesTest, ARungChangesWhatItSays) {
  for (const Ladder& ladder : Ladders()) {
    const auto matter = [](std::vector<std::string> names, const Setting& setting) {
      names.erase(std::remove_if(names.begin(), names.end(),
                                 [&](const std::string& name) { return !Matters(name, setting); }),
                  names.end());
      return Sorted(std::move(names));
    };
    for (size_t i = 1; i < ladder.rungs.size(); ++i) {
      const Rung& rung = ladder.rungs[i];
      const Setting& below = ladder.rungs[i - 1].setting;
      EXPECT_EQ(Changes(below, Of(below), rung.setting, Of(rung.setting)),
                matter(rung.changes, rung.setting))
          << ladder.name << ": " << rung.idea;
    }
    const Setting& top = ladder.rungs.back().setting;
    for (const Rung& rung : ladder.ablations) {
      EXPECT_EQ(Changes(top, Of(top), rung.setting, Of(rung.setting)),
                matter(rung.changes, rung.setting))
          << ladder.name << ": " << rung.idea;
    }
  }
}

TEST_F(TablesTest, OverridesAreAsRunIdsHaveThem) {
  for (const Ladder& ladder : Ladders()) {
    std::vector<Rung> rungs = ladder.rungs;
    rungs.insert(rungs.end(), ladder.ablations.begin(), ladder.ablations.end());
    for (const Rung& rung : rungs) {
      Setting preset = rung.setting;
      preset.overrides.clear();
      EXPECT_EQ(Overrides(Of(preset), Of(rung.setting)), rung.setting.overrides)
          << ladder.name << ": " << rung.idea;
    }
  }
}

// A preset is what a search started from with what was taken of it.
TEST_F(TablesTest, PresetsHaveWhatWasTaken) {
  for (const SearchSpace& space : SearchSpaces()) {
    Setting taken = space.setting;
    taken.overrides += (taken.overrides.empty() ? "" : ",") + space.taken;
    const Setting preset = {taken.experiment, taken.variant, space.preset, ""};
    EXPECT_EQ(Changes(taken, Of(taken), preset, Of(preset)), std::vector<std::string>())
        << space.name;
  }
}

TEST_F(TablesTest, CandidatesAreValidAndReadNoTestDigit) {
  for (const SearchSpace& space : SearchSpaces()) {
    ASSERT_FALSE(space.stages.empty());
    EXPECT_EQ(space.stages.back().kept, 1) << space.name;
    for (const std::string& candidate : DrawCandidates(space)) {
      const Hyperparameters hyperparameters = Of(SettingOf(space, candidate));
      EXPECT_GE(hyperparameters.value("held_out_pairs", 0), 1000);
    }
  }
}

}  // namespace
}  // namespace tenfold::ladder

#include "experiments/ladder/report/ladder_runs.h"

#include <algorithm>

namespace tenfold::reports {

SettingRuns FirstSeeds(const RunSet& runs, const Setting& setting, int seeds) {
  const SettingRuns all = runs.All(setting);
  SettingRuns group;
  group.setting = setting;
  for (int64_t seed = 0; seed < seeds; ++seed) {
    const auto ok = std::find_if(all.ok.begin(), all.ok.end(),
                                 [&](const RunRecord* record) { return record->seed == seed; });
    if (ok != all.ok.end()) {
      group.ok.push_back(*ok);
    } else if (std::find(all.diverged.begin(), all.diverged.end(), seed) != all.diverged.end()) {
      group.diverged.push_back(seed);
    } else {
      group.missing.push_back(seed);
    }
  }
  return group;
}

SettingRuns RunsOfRung(const RunSet& runs, const ladder::Rung& rung) {
  const ladder::Setting& setting = rung.setting;
  return FirstSeeds(
      runs,
      {setting.experiment, setting.preset, setting.overrides, setting.variant, runs.main_engine()},
      ladder::kSeeds);
}

std::vector<const ladder::Ladder*> ClimbedLadders(const RunSet& runs) {
  std::vector<const ladder::Ladder*> climbed;
  for (const ladder::Ladder& ladder : ladder::Ladders()) {
    if (RunsOfRung(runs, ladder.rungs.back()).there() > 0) climbed.push_back(&ladder);
  }
  return climbed;
}

std::vector<double> PairedDifferences(const SettingRuns& a, const SettingRuns& b) {
  std::vector<double> differences;
  for (const RunRecord* of_b : b.ok) {
    for (const RunRecord* of_a : a.ok) {
      if (of_a->seed == of_b->seed && of_a->dataset_digest == of_b->dataset_digest) {
        differences.push_back(*of_b->test_accuracy - *of_a->test_accuracy);
      }
    }
  }
  return differences;
}

}  // namespace tenfold::reports

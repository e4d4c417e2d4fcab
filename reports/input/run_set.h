// The run records of a report, grouped into settings, with what is expected and what of it is
// missing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

namespace tenfold::reports {

// The tables and figures are about this many seeds, as the report that is reproduced: 0 to 9. Runs
// of further seeds serve the claims, which need their accuracies alone.
inline constexpr int64_t kTableSeeds = 10;

// The preset that the report is about, without overrides.
inline constexpr char kPreset[] = "paper";

// The engines whose code is all the project's own or Eigen's products, the one that stands for them
// first.
inline constexpr const char* kFromScratchEngines[] = {"simd", "eigen", "reference"};

// LibTorch, beside which the report shows the main engine.
inline constexpr char kBaselineEngine[] = "libtorch";

// Run id without the seed.
struct Setting {
  std::string experiment, preset, overrides, variant, engine;

  bool operator<(const Setting& other) const { return Key() < other.Key(); }
  bool operator==(const Setting& other) const { return Key() == other.Key(); }

  std::tuple<const std::string&, const std::string&, const std::string&, const std::string&,
             const std::string&>
  Key() const {
    return std::tie(experiment, preset, overrides, variant, engine);
  }

  // "pairs/paper,epochs=2/cnn/eigen"
  std::string Id() const;
};

// The runs of one setting. Seeds ascend everywhere.
struct SettingRuns {
  Setting setting;
  std::vector<const RunRecord*> ok;
  std::vector<int64_t> diverged, missing;

  size_t there() const { return ok.size() + diverged.size(); }
  size_t expected() const { return there() + missing.size(); }

  std::vector<double> TrainAccuracies() const;
  std::vector<double> TestAccuracies() const;

  // What a mean was taken over: "10", or "7 of 10: missing seeds 3, 5; diverged seed 8".
  std::string Count() const;
};

class RunSet {
 public:
  // In any order. Of the runs of further seeds it forgets losses, timing and where they were made,
  // so that a report of published records, which are without these, is the same. InvalidArgument if
  // there are none, if one run is there twice or if a run id is not what the fields say.
  static absl::StatusOr<RunSet> Create(std::vector<RunRecord> records);

  RunSet(RunSet&&) = default;

  // Sorted by run id.
  const std::vector<RunRecord>& records() const { return records_; }

  // All that are in records of the preset: the main engine, then the others, sorted. Never empty:
  // the first of kFromScratchEngines if there are no records of the preset.
  const std::vector<std::string>& engines() const { return engines_; }

  // The engine that the report's sentences are about and that the others are compared with: the
  // first of kFromScratchEngines that has records, else the first of all.
  const std::string& main_engine() const { return engines_.front(); }

  // What the report shows: each variant of both experiments, in the report's order, with each
  // engine and seeds 0 to 9.
  const std::vector<SettingRuns>& expected() const { return expected_; }

  // The settings of other presets, with overrides or of other variants, with all their seeds, and
  // those of expected() that have further seeds with these; nothing is missing there.
  const std::vector<SettingRuns>& others() const { return others_; }

  // All runs of a setting, of any seed; none if there are none, and never any missing.
  SettingRuns All(const Setting& setting) const;

  // One of expected().
  const SettingRuns& Get(absl::string_view experiment, absl::string_view variant,
                         absl::string_view engine) const;

  bool HasEngine(absl::string_view engine) const;

  size_t missing() const;

 private:
  RunSet() = default;

  std::vector<RunRecord> records_;
  std::map<Setting, SettingRuns> settings_;  // with all seeds
  std::vector<std::string> engines_;
  std::vector<SettingRuns> expected_, others_;
};

// "seed 3", "seeds 3, 5", "seeds 0-9, 100"
std::string SeedList(const std::vector<int64_t>& seeds);

}  // namespace tenfold::reports

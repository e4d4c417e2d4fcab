// The run records of a report, grouped into settings: what is expected and what of it is missing.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

namespace tenfold::reports {

// Seeds from `first` to before `end`.
struct SeedRange {
  int64_t first, end;
  bool Has(int64_t seed) const { return seed >= first && seed < end; }
};

// The tables and figures are about this many seeds, as the report that is reproduced: 0 to 9.
inline constexpr int64_t kTableSeeds = 10;

// The claims are decided on these, or on what is there of them.
inline constexpr SeedRange kClaimSeeds = {kTableSeeds, kTableSeeds + 100};

// Of many more, accuracies serve studies of ten seeds and the spread of runs.
inline constexpr SeedRange kAllSeeds = {0, std::numeric_limits<int64_t>::max()};

// Variants that a figure of all experiments takes together.
struct VariantGroup {
  std::string title;   // without a comma: gnuplot reads it from CSV
  std::string prefix;  // of the variants' names
};

// What a report expects of one experiment: these variants of a preset, without overrides, with each
// engine and seeds 0 to kTableSeeds - 1.
struct Expectation {
  std::string experiment, preset;
  std::vector<std::string> variants;  // in the report's order
  std::vector<VariantGroup> groups = {};
  // Made of the records, because no question of the report is about the experiment: of the preset
  // that most of its records have, each variant and engine that is there, with the seeds that any
  // of them has.
  bool derived = false;
  // Of the preset's runs with the claims' seeds, whether losses are read; null: without overrides,
  // but for the baseline.
  bool (*reads_losses)(const RunRecord& record) = nullptr;
};

// The engines whose code is all the project's own or Eigen's products; the first stands for them.
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

  // "spiral/paper,epochs=2/wide/eigen"
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

  // Over the runs whose timing is kept; nothing if there are none.
  std::optional<double> MeanTrainingSeconds() const;

  // What a mean was taken over: "10", or "7 of 10: missing seeds 3, 5; diverged seed 8".
  std::string Count() const;
};

class RunSet {
 public:
  // In any order. Of runs that nothing is said of but accuracies it forgets losses, timing and
  // where they were made, so that a report of published records, which are without these, is the
  // same: losses are kept of the tables' seeds, and of the claims' seeds where a question reads
  // them; the rest of the tables' seeds alone. Of `questions` those count whose experiment has
  // records. Runs that predict numbers are left out, as they have no accuracy: //reports:summary
  // shows them. InvalidArgument if there are no records, if one run is there twice or if a run id
  // is not what the fields say.
  static absl::StatusOr<RunSet> Create(std::vector<RunRecord> records,
                                       const std::vector<Expectation>& questions = {});

  RunSet(RunSet&&) = default;

  // Sorted by run id.
  const std::vector<RunRecord>& records() const { return records_; }

  // The questions' expectations, in their order, and those of other experiments; each experiment
  // has records.
  const std::vector<Expectation>& expectations() const { return expectations_; }

  // All that have records of an expected setting: the main engine, then the others, sorted. Never
  // empty: the first of kFromScratchEngines if there are none.
  const std::vector<std::string>& engines() const { return engines_; }

  // The engine that the report's sentences are about and that the others are compared with: the
  // first of kFromScratchEngines that has records, else the first of all.
  const std::string& main_engine() const { return engines_.front(); }

  // What the report shows: each expected variant, in the report's order, with each engine.
  const std::vector<SettingRuns>& expected() const { return expected_; }

  // All other settings, with all their seeds, and those of expected() that have further seeds with
  // these; nothing is missing there.
  const std::vector<SettingRuns>& others() const { return others_; }

  // All runs of a setting, of any seed; none if there are none, and never any missing.
  SettingRuns All(const Setting& setting) const;

  // One of expected(); aborts if it is not.
  const SettingRuns& Get(absl::string_view experiment, absl::string_view variant,
                         absl::string_view engine) const;

  bool HasEngine(absl::string_view engine) const;

  size_t missing() const;

 private:
  RunSet() = default;

  std::vector<RunRecord> records_;
  std::map<Setting, SettingRuns> settings_;  // with all seeds
  std::vector<Expectation> expectations_;
  std::vector<std::string> engines_;
  std::vector<SettingRuns> expected_, others_;
};

// "seed 3", "seeds 3, 5", "seeds 0-9, 100"
std::string SeedList(const std::vector<int64_t>& seeds);

}  // namespace tenfold::reports

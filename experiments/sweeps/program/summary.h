// What a sweep says on the terminal before and after it runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {

// "present", "missing", "stale", "corrupt", "incomplete", "failed"
const char* StateName(RecordState state);

// How many runs of a sweep there are in which state.
class SweepCounts {
 public:
  void Add(RecordState state, bool to_run);

  int stale() const { return by_state_[static_cast<int>(RecordState::kStale)]; }

  // "100 runs: 97 present, 2 missing, 1 stale; 3 to run"
  std::string ToString() const;

 private:
  int total_ = 0, to_run_ = 0;
  int by_state_[6] = {};
};

// What came out of the runs of a sweep, in a few bytes a run.
class SweepSummary {
 public:
  // In the sweep's order; the seeds ascend.
  SweepSummary(const std::vector<std::string>& variants, const std::vector<std::string>& engines,
               const std::vector<int64_t>& seeds);

  // In any order, each run once.
  void Add(const RunRecord& record);

  // Runs added.
  size_t size() const { return size_; }

  // A line per setting: mean +- sample standard deviation of the accuracies, or of the errors where
  // numbers are predicted, over the seeds. It does not depend on the order in which the runs were
  // added.
  std::string Table() const;

 private:
  struct Outcome {
    bool there = false, ok = false;
    double train = 0, test = 0;             // accuracies, or root mean squared errors
    std::optional<double> training_time_s;  // not there if a build action made the record
  };
  struct Row {
    std::string variant, engine;
    std::vector<Outcome> outcomes;  // by the seed's place
  };

  const std::vector<int64_t> seeds_;
  std::vector<Row> rows_;
  size_t size_ = 0;
  bool has_errors_ = false;
};

}  // namespace tenfold

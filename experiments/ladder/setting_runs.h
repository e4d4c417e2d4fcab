// Trains settings into a results folder, as the programs of the experiments do: the same run ids,
// the same records.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/ladder/setting.h"
#include "experiments/questions.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/experiment.h"

namespace tenfold::ladder {

class SettingRuns {
 public:
  // results_dir: as the store opens it; jobs: of the flag --jobs.
  static absl::StatusOr<SettingRuns> Open(const std::string& argv0, const std::string& results_dir,
                                          int jobs);

  // The setting's hyperparameters. InvalidArgument if its preset or a name in it is unknown.
  absl::StatusOr<Hyperparameters> HyperparametersOf(const Setting& setting) const;

  // Trains what is not there yet with engine simd; returns the records by seed. `name` is what
  // stderr calls it. Cancelled if a signal came.
  absl::StatusOr<std::vector<RunRecord>> Run(const Setting& setting,
                                             const std::vector<int64_t>& seeds,
                                             const std::string& name);

 private:
  SettingRuns(std::vector<std::unique_ptr<Experiment>> experiments, Store store, int jobs)
      : experiments_(std::move(experiments)), store_(std::move(store)), jobs_(jobs) {
    for (const Question& question : Questions()) digests_[question.name] = question.digests;
  }

  absl::StatusOr<const Experiment*> Find(const std::string& experiment) const;
  absl::StatusOr<const Preset*> FindPreset(const Setting& setting) const;

  std::vector<std::unique_ptr<Experiment>> experiments_;
  std::map<std::string, EngineDigests> digests_;  // by experiment
  Store store_;
  int jobs_;
};

// first, first + 1, ...
std::vector<int64_t> SeedsFrom(int64_t first, int count);

// "0.9905 +- 0.0031  12.3 s": of test accuracy and training time.
std::string Outcome(const std::vector<RunRecord>& records);

}  // namespace tenfold::ladder

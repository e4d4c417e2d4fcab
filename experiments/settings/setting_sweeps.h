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
#include "experiments/questions.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/experiment.h"

namespace tenfold {

// Variants of a preset, some of whose hyperparameters are changed, and seeds of each.
struct SettingSweep {
  std::string experiment;  // "pairs", "disc"
  std::string preset;
  std::string overrides;  // as --set takes them: "epochs=25,warp_strength=0.0"
  std::vector<std::string> variants;
  std::vector<int64_t> seeds;
  std::string claims_digest = {};  // as SweepOptions has it
  bool makes_artifacts = true;
};

class SettingSweeps {
 public:
  // results_dir: as the store opens it; jobs: of the flag --jobs.
  static absl::StatusOr<SettingSweeps> Open(const std::string& argv0,
                                            const std::string& results_dir, int jobs);

  // Those of the preset with the overrides. InvalidArgument if there is none of that name, or a
  // name in the overrides is unknown.
  absl::StatusOr<Hyperparameters> HyperparametersOf(const std::string& experiment,
                                                    const std::string& preset,
                                                    const std::string& overrides) const;

  // All variants of an experiment.
  absl::StatusOr<std::vector<std::string>> VariantsOf(const std::string& experiment) const;

  // Trains what is not there yet with engine simd; returns the records by variant, as listed, and
  // seed. `name` is what stderr calls it. Cancelled if a signal came.
  absl::StatusOr<std::vector<RunRecord>> Run(const SettingSweep& setting, const std::string& name);

 private:
  SettingSweeps(std::vector<std::unique_ptr<Experiment>> experiments, Store store, int jobs)
      : experiments_(std::move(experiments)), store_(std::move(store)), jobs_(jobs) {
    for (const Question& question : Questions()) digests_[question.name] = question.digests;
  }

  absl::StatusOr<const Experiment*> Find(const std::string& experiment) const;
  absl::StatusOr<const Preset*> FindPreset(const std::string& experiment,
                                           const std::string& preset) const;

  std::vector<std::unique_ptr<Experiment>> experiments_;
  std::map<std::string, EngineDigests> digests_;  // by experiment
  Store store_;
  int jobs_;
};

}  // namespace tenfold

// From the name of a workload to what has to be trained.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/datasets/digits.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

class WorkloadTasks {
 public:
  // `mnist_dir`: where MNIST's four files are; they are read when a workload first needs them.
  explicit WorkloadTasks(std::string mnist_dir);

  // Those with a name of their own first, then every variant of every preset.
  std::vector<std::string> Names() const;

  // The names of an experiment's variants under a preset: what a sweep trains.
  absl::StatusOr<std::vector<std::string>> SweepNames(absl::string_view experiment,
                                                      absl::string_view preset) const;

  // With the train set of that seed, its samples in the order of the first epoch's batches: every
  // engine then reads adjacent rows. No test set. `overrides` ("name=value") change hyperparameters
  // of a setting, or "batch_size" and "samples" of another network. NotFound for an unknown name.
  absl::StatusOr<TrainingTask> Make(absl::string_view name, uint64_t seed,
                                    const std::vector<std::string>& overrides = {});

  // One task a seed.
  absl::StatusOr<std::vector<TrainingTask>> MakeAll(absl::string_view name,
                                                    const std::vector<uint64_t>& seeds,
                                                    const std::vector<std::string>& overrides);

  // Gives the data sets' memory back.
  void ReleaseData();

 private:
  std::vector<std::unique_ptr<Experiment>> MakeExperiments() const;

  const std::string mnist_dir_;
  std::vector<std::unique_ptr<Experiment>> experiments_;
  std::set<std::string> loaded_;  // experiments with their data
};

}  // namespace tenfold::benchmarks

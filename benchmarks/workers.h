// Starting worker processes and reading what they say.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/configuration.h"
#include "benchmarks/environment.h"
#include "benchmarks/rounds.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// What one process says of one workload: the sample, and the worker's whole JSON object.
struct WorkerResult {
  Sample sample;
  std::vector<double> check;
  nlohmann::ordered_json json;
};

class Workers {
 public:
  // The workers lie beside this program. `data_dir`: MNIST's files.
  explicit Workers(std::string data_dir);

  static bool HaveLibtorch();

  // One result per workload of the group, all in one fresh process. FailedPrecondition if losses
  // or results are not those of `reference`, which is run for it first.
  absl::StatusOr<std::vector<WorkerResult>> Run(const Group& group,
                                                const Configuration& configuration,
                                                double milliseconds);

  // Of the last LibTorch process: versions, BLAS and its kernel. Null before.
  const nlohmann::ordered_json& blas() const { return blas_; }
  const std::vector<std::string>& cleared() const { return environment_.cleared; }

 private:
  absl::StatusOr<nlohmann::ordered_json> Start(const Group& group,
                                               const Configuration& configuration,
                                               double milliseconds, bool check_only) const;
  absl::StatusOr<std::vector<std::vector<double>>> ReferenceCheck(const Group& group);

  const std::string data_dir_;
  const std::string folder_;
  const CleanEnvironment environment_;
  nlohmann::ordered_json blas_;
  std::map<std::vector<std::string>, std::vector<std::vector<double>>> checks_;  // by workloads
};

}  // namespace tenfold

// What a worker process prints, and the session that started it reads: one JSON object.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/workloads/timing.h"
#include "experiments/measurements/json_members.h"

namespace tenfold::benchmarks {

// What an epoch and seed, a call or a sweep costs by its formulas.
struct Cost {
  double flops = 0.0, useful_flops = 0.0;
  double bytes = 0.0;  // compulsory traffic; 0 if not known
  int64_t samples = 0;
};

struct WorkloadReport {
  std::string workload;
  std::vector<double> check;  // what engines have to agree on, seed by seed
  // Nothing if it was only checked.
  std::optional<WorkTiming> timing;
  Cost cost;
  std::optional<double> cold_start_s;     // of a training: store, weights and executor, once
  std::optional<int64_t> training_bytes;  // what the training added to the process
};

struct WorkerReport {
  double load_s = 0.0;  // from the start of the process to main
  // Of LibTorch: versions, and the kernel that its BLAS chose.
  std::optional<measurements::Named<std::string>> blas;
  int64_t peak_rss_bytes = 0;
  std::vector<WorkloadReport> results;
};

void Describe(measurements::JsonMembers& members, WorkerReport& report);

}  // namespace tenfold::benchmarks

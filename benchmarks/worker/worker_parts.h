// What all kinds of work in a worker share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/work/timing.h"
#include "benchmarks/work/workload.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// `count` seeds from `first` on.
std::vector<uint64_t> FirstSeeds(uint64_t first, int count);

// One task a seed.
absl::StatusOr<std::vector<TrainingTask>> MakeTasks(Workloads& workloads, const std::string& name,
                                                    const std::vector<uint64_t>& seeds,
                                                    const std::vector<std::string>& overrides);

// What an epoch and seed, a call or a sweep costs by its formulas.
struct Cost {
  double flops = 0.0, useful_flops = 0.0;
  double bytes = 0.0;  // compulsory traffic; 0 if not known
  int64_t samples = 0;
};

void AddTo(const Timing& timing, const Cost& cost, nlohmann::ordered_json& result);

}  // namespace tenfold

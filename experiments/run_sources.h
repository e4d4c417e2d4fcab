// What recorded runs are trained again with: an engine, and the data and weights of which records
// have no more than digests. The flags --isa, --data, --target, --test_data, --test_target and
// --initial_weights are here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/records/run_record.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

using Experiments = std::vector<std::unique_ptr<Experiment>>;

struct RunSources {
  Experiments experiments;
  std::optional<InitialWeightsFile> initial_weights = {};
};

// simd with the instruction set of --isa.
absl::StatusOr<std::unique_ptr<Backend>> SimdOfFlag();

// For these records: a study has the networks that they name, and the data of the flags.
// InvalidArgument for a flag that is of none of them.
absl::StatusOr<RunSources> SourcesOfFlags(const std::string& argv0,
                                          const std::vector<RunRecord>& records);

}  // namespace tenfold

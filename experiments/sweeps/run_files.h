// The files of a run beside its record: weights, outputs, what figures need, a receipt.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/run_at_work.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

// What stands in a file of a run's weights beside them: members of saved_weights.h, and what the
// task adds.
std::map<std::string, std::string> WeightsMetadata(const TrainingTask& task,
                                                   const std::string& run_id,
                                                   const std::string& engine);

// Of --save_outputs.
inline constexpr char kOutputs[] = "outputs.csv";

// NotFound names the first file of weights that the record does not list: those that it lists are
// there and have been compared.
absl::Status CheckWeights(const Sweep& sweep, const RunRecord& record, const Store& store);

// Whether a run has weights that its record lists.
bool HasWeights(const RunRecord& record);

// The outputs and what figures need, as far as they are asked for; none of a run that has diverged.
absl::StatusOr<std::vector<Artifact>> MakeArtifacts(const Sweep& sweep, const RunAtWork& run);

// Writes these, the receipt and the weights that are asked for, and lists them in the record.
absl::Status WriteFiles(const RunAtWork& run, const std::vector<Artifact>& artifacts,
                        const Store& store, RunRecord& record);

}  // namespace tenfold

// States that a run keeps beside its receipt, so that a stretch of it can be trained again without
// what is before. The receipt has the digest of each.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/network/network.h"
#include "engine/network/training_state.h"
#include "experiments/receipts/receipt.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// The name among a run's artifacts of the state after so many epochs, "states/epoch-000020.
// safetensors", and back: nothing for another name.
std::string KeptStateName(int epoch);
std::optional<int> EpochOfKeptState(absl::string_view name);

// A safetensors file with all that a training remembers.
absl::StatusOr<std::string> KeptStateFile(const NetworkInfo& info, const TrainingState& state);

// A run of this task, which stops early nowhere, after so many epochs; of its losses how many there
// are, and no value. DataLoss, one line that begins with `name`, if the bytes are not the state
// that the receipt has there.
absl::StatusOr<TrainingProgress> ParseKeptState(absl::string_view bytes, absl::string_view name,
                                                const TrainingTask& task, const Receipt& receipt,
                                                int epoch);

}  // namespace tenfold

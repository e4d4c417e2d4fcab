#include "experiments/receipts/kept_state.h"

#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "engine/framework/safetensors.h"
#include "engine/framework/state_tensors.h"
#include "experiments/training/run_in_training.h"

namespace tenfold {

std::string KeptStateName(int epoch) {
  return absl::StrFormat("states/epoch-%06d.safetensors", epoch);
}

std::optional<int> EpochOfKeptState(absl::string_view name) {
  int epoch = 0;
  absl::string_view number = name;
  if (!absl::ConsumePrefix(&number, "states/epoch-") ||
      !absl::ConsumeSuffix(&number, ".safetensors") || !absl::SimpleAtoi(number, &epoch) ||
      epoch < 1 || KeptStateName(epoch) != name) {
    return std::nullopt;
  }
  return epoch;
}

absl::StatusOr<std::string> KeptStateFile(const NetworkInfo& info, const TrainingState& state) {
  return SafetensorsFile(TrainingStateFile(info, state));
}

absl::StatusOr<TrainingProgress> ParseKeptState(absl::string_view bytes, absl::string_view name,
                                                const TrainingTask& task, const Receipt& receipt,
                                                int epoch) {
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  const absl::StatusOr<Safetensors> file = ParseSafetensors(bytes, name);
  if (!file.ok()) return absl::DataLossError(file.status().message());
  absl::StatusOr<TrainingState> state = TrainingStateOf(*file, info, task.optimizer, name);
  if (!state.ok()) return absl::DataLossError(state.status().message());
  const int64_t steps = epoch * StepsPerEpoch(task);
  const size_t link = receipt.every == ReceiptEvery::kStep ? static_cast<size_t>(steps)
                                                           : static_cast<size_t>(epoch);
  // A state's digest has no clock, which its place gives.
  if (link >= receipt.links.size() || StateDigest(*state) != receipt.links[link].state ||
      state->clock.steps != steps || state->clock.forward_passes != steps) {
    return absl::DataLossError(absl::StrCat(
        name, ": not the state that the receipt has after epoch ", epoch, ": damaged, or forged"));
  }
  TrainingProgress progress;
  progress.state = *std::move(state);
  progress.train_loss.resize(epoch);
  return progress;
}

}  // namespace tenfold

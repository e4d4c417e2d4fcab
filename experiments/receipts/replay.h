// A stretch of a training, computed again and compared with a receipt.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/receipts/receipt.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// A run as this machine can train it. The task and the backend outlive it.
struct ReplayedRun {
  const TrainingTask& task;
  uint64_t seed;
  const Backend& backend;
};

// How many links of a receipt an epoch of the run has.
absl::StatusOr<int64_t> LinksPerEpoch(const ReplayedRun& run, ReceiptEvery every);

// The state after so many epochs, at least 1, of a run that stops early nowhere, trained from
// `from` or the start. OutOfRange if the run has no epoch behind them.
absl::StatusOr<TrainingProgress> ReplayUntil(const ReplayedRun& run, int epochs,
                                             std::optional<TrainingProgress> from = {});

// The receipt of the epochs behind `from`, or from the start, until so many are done. Its link 0 is
// of where it begins: links compare by batch and state, and by the chain only from the start.
absl::StatusOr<Receipt> Replay(const ReplayedRun& run, ReceiptEvery every,
                               const std::optional<TrainingProgress>& from, int until);

// A link by its number in a recorded receipt, and whether its batch or only its state is another.
struct LinkDifference {
  size_t link = 0;
  bool batch = false;
};

// The first difference between the links of a receipt from number `first` on and those of a replay
// that begins there. Nothing if all of the replay's are the same.
std::optional<LinkDifference> CompareReplay(const Receipt& recorded, size_t first,
                                            const Receipt& replayed);

}  // namespace tenfold

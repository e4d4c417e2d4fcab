#include "experiments/receipts/replay.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/training/run_in_training.h"

namespace tenfold {

absl::StatusOr<int64_t> LinksPerEpoch(const ReplayedRun& run, ReceiptEvery every) {
  if (every == ReceiptEvery::kEpoch) return 1;
  if (run.task.early_stopping.patience == 0) return StepsPerEpoch(run.task);
  Samples held_out;
  TENFOLD_ASSIGN_OR_RETURN(const TrainingTask part, HoldOut(run.task, run.seed, held_out));
  return StepsPerEpoch(part);
}

absl::StatusOr<TrainingProgress> ReplayUntil(const ReplayedRun& run, int epochs,
                                             std::optional<TrainingProgress> from) {
  if (from.has_value() && from->epochs() == epochs) return *std::move(from);
  std::optional<TrainingProgress> reached;
  Checkpointing checkpoints;
  checkpoints.from = std::move(from);
  checkpoints.every = epochs;
  checkpoints.save = [&](const TrainingProgress& progress) {
    reached = progress;
    return absl::OkStatus();
  };
  const absl::Status status =
      Train(
          run.task, run.seed, run.backend, [&] { return !reached.has_value(); }, checkpoints)
          .status();
  if (!status.ok() && !absl::IsCancelled(status)) return status;
  if (reached.has_value()) return *std::move(reached);
  return absl::OutOfRangeError(absl::StrCat("the run has no epoch behind epoch ", epochs));
}

absl::StatusOr<Receipt> Replay(const ReplayedRun& run, ReceiptEvery every,
                               const std::optional<TrainingProgress>& from, int until) {
  ReceiptWriter writer(every);
  const Checkpointing checkpoints = {0, nullptr, from};
  const TrainingRun to_train = {&run.task, run.seed, &checkpoints, &writer};
  int epoch = from.has_value() ? from->epochs() : 0;
  const absl::Status status =
      TrainTogether({&to_train, 1}, run.backend, [&] { return epoch++ < until; }).front().status();
  if (!status.ok() && !absl::IsCancelled(status)) return status;
  return ParseReceipt(writer.text(), "replay");
}

std::optional<LinkDifference> CompareReplay(const Receipt& recorded, size_t first,
                                            const Receipt& replayed) {
  for (size_t i = 0; i < replayed.links.size(); ++i) {
    if (first + i >= recorded.links.size()) return LinkDifference{first + i, false};
    const ReceiptLink &of_record = recorded.links[first + i], &made = replayed.links[i];
    // A replay's own link 0 has the data in place of the batch that led to its state.
    const bool batch = of_record.batch != made.batch && (i > 0 || first == 0);
    if (batch || of_record.state != made.state) return LinkDifference{first + i, batch};
  }
  return std::nullopt;
}

}  // namespace tenfold

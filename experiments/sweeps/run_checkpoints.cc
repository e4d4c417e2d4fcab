#include "experiments/sweeps/run_checkpoints.h"

#include <cstdio>
#include <utility>

#include "base/text/quoted.h"
#include "engine/network/network.h"
#include "experiments/records/store/checkpoint.h"
#include "experiments/training/run_in_training.h"

namespace tenfold {
namespace {

// Whether the receipt of a training until now is by the same and has a link for all that is done.
bool HasReceipt(const TrainingProgress& progress, const TrainingTask& task,
                const ReceiptWriter& receipt) {
  const absl::StatusOr<Receipt> until_now = ParseReceipt(progress.receipt, kReceiptFile);
  if (!until_now.ok() || until_now->every != receipt.every()) return false;
  const int64_t each = receipt.every() == ReceiptEvery::kStep ? StepsPerEpoch(task) : 1;
  return static_cast<int64_t>(until_now->links.size()) == 1 + progress.epochs() * each;
}

}  // namespace

RunCheckpoints::RunCheckpoints(const Sweep& sweep, const PlannedRun& run, const Store& store)
    : results_dir_(store.results_dir()),
      run_id_(run.record.run_id),
      key_(KeyOf(run.record)),
      every_(sweep.options().checkpoint_every),
      starts_anew_(sweep.options().force || run.keep_states > 0) {}

Checkpointing RunCheckpoints::Of(const TrainingTask& task, ReceiptWriter* receipt) {
  Checkpointing checkpointing;
  const absl::StatusOr<NetworkInfo> info = Analyze(task.network);
  if (!info.ok()) return checkpointing;  // which the training says
  checkpointing.every = every_;
  checkpointing.save = [this, receipt, info = *info](TrainingProgress progress) {
    if (receipt != nullptr) progress.receipt = receipt->text();
    status_ = WriteCheckpoint(results_dir_, run_id_, key_, info, progress);
    return status_;
  };
  absl::StatusOr<TrainingProgress> last =
      ReadCheckpoint(results_dir_, run_id_, key_, *info, task.optimizer);
  may_be_there_ = every_ > 0 || !absl::IsNotFound(last.status());
  if (absl::IsDataLoss(last.status())) {
    std::fprintf(stderr, "checkpoint: %s; the run begins anew\n",
                 PlainLine(last.status().message()).c_str());
  }
  if (last.ok() && !starts_anew_ && last->epochs() < task.epochs &&
      (receipt == nullptr || HasReceipt(*last, task, *receipt))) {
    if (receipt != nullptr) receipt->Resume(last->receipt);
    checkpointing.from = *std::move(last);
  }
  return checkpointing;
}

absl::Status RunCheckpoints::Remove() const {
  return may_be_there_ ? RemoveCheckpoint(results_dir_, run_id_) : absl::OkStatus();
}

}  // namespace tenfold

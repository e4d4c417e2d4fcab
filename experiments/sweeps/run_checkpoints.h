// The checkpoints of a run: where it goes on, and what it leaves.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/sweep.h"
#include "experiments/training/trainer.h"

namespace tenfold {

class RunCheckpoints {
 public:
  RunCheckpoints(const Sweep& sweep, const PlannedRun& run, const Store& store);

  // What the trainer needs. Without --checkpoint_every too a run goes on from what is there. One
  // that is damaged is said on stderr; it, one of another key, and any of a run that is forced or
  // keeps states are not believed. This outlives what is returned. `receipt`: null or the run's,
  // which goes on with the run; a checkpoint that does not have it until there is not believed
  // either.
  Checkpointing Of(const TrainingTask& task, ReceiptWriter* receipt);

  // Of the last write: an error of the store, not of the run.
  const absl::Status& status() const { return status_; }

  // When the record is there.
  absl::Status Remove() const;

 private:
  const std::string results_dir_, run_id_, key_;
  const int every_;
  const bool starts_anew_;
  bool may_be_there_ = false;
  absl::Status status_;
};

}  // namespace tenfold

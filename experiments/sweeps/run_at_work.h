// Runs that are being made: their data and their training.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "experiments/receipts/receipt.h"
#include "experiments/sweeps/sweep.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// What a library throws, and memory that runs out, are errors of what was to be made alone.
template <class Make>
auto Guarded(const Make& make) -> decltype(make()) try {
  return make();
} catch (const std::bad_alloc&) {
  return absl::ResourceExhaustedError("out of memory; fewer --jobs need less at a time");
} catch (const std::exception& exception) {
  const std::vector<std::string> lines = absl::StrSplit(exception.what(), '\n');
  return absl::InternalError(absl::StrCat("a library failed: ", lines.front()));
}

struct RunAtWork {
  PlannedRun planned;
  absl::StatusOr<TrainingTask> task;
  absl::StatusOr<TrainingResult> result;        // the task's error if there is none
  const Checkpointing* checkpoints = nullptr;   // of a run that is trained alone; null: none
  std::unique_ptr<ReceiptWriter> receipt = {};  // such a run is trained alone; null: none
  std::vector<Artifact> states = {};            // those that such a run keeps
};

// With its data, before it is trained.
RunAtWork RunWithData(const Sweep& sweep, PlannedRun planned);

// Trains runs of one setting together, as far as they take equally many steps and leave no receipt.
void TrainRuns(absl::Span<RunAtWork> runs, const std::function<bool()>& keep_going);

}  // namespace tenfold

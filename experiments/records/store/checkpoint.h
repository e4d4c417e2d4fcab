// Checkpoints: what a run that is not finished goes on from, one file a run,
// <results_dir>/checkpoints/<run id>.safetensors. A file appears whole under its name or not at
// all, carries a checksum and the run's key, and is removed when the run's record is there.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"
#include "experiments/training/trainer.h"

namespace tenfold {

inline constexpr char kCheckpointsFolder[] = "checkpoints";
inline constexpr char kCheckpointEnding[] = ".safetensors";

// "results/checkpoints/<run id>.safetensors"
std::string CheckpointPath(const std::string& results_dir, const std::string& run_id);

// Puts a checkpoint of a run with this key in place of the run's last one.
absl::Status WriteCheckpoint(const std::string& results_dir, const std::string& run_id,
                             const std::string& key, const NetworkInfo& info,
                             const TrainingProgress& progress);

// The run's last checkpoint. NotFound if there is none; FailedPrecondition if its key is another;
// DataLoss, one line with the path, if it is not what its checksum says, or not of this network and
// optimizer.
absl::StatusOr<TrainingProgress> ReadCheckpoint(const std::string& results_dir,
                                                const std::string& run_id, const std::string& key,
                                                const NetworkInfo& info,
                                                const OptimizerOptions& optimizer);

// OK too if there is none.
absl::Status RemoveCheckpoint(const std::string& results_dir, const std::string& run_id);

// Whether a file, a path below the results folder, is a whole checkpoint: DataLoss says why not.
absl::Status CheckCheckpoint(const std::string& results_dir, const std::string& path);

}  // namespace tenfold

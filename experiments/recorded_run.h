// Runs of which there are records, to be made again on this machine.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/receipts/receipt.h"
#include "experiments/receipts/replay.h"
#include "experiments/records/run_record.h"
#include "experiments/run_sources.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

// Whether an engine's results are covered by the numeric contract, so that a run that was recorded
// elsewhere has the same bits here.
bool IsOfContract(absl::string_view engine);

// A sweep of the one run that a record is of, on `engine`, which may be another than the record's.
// FailedPrecondition, without the record's name, if the run cannot be made of these sources: its
// data, its network or the weights that it began with are not there, or have other digests. The
// sources and the engine outlive the sweep.
absl::StatusOr<Sweep> SweepOfRecord(const RunRecord& record, const RunSources& sources,
                                    const Backend& engine);

// Trains the run of a record again and says where the result differs, as CompareRun does; "" if it
// is the same to the last bit. Settings are not compared: they are the record's.
absl::StatusOr<std::string> RunAgain(const RunRecord& record, const RunSources& sources,
                                     const Backend& engine);

// The run of a record as this machine trains it: by simd with the instruction set of --isa, and
// data and weights that flags name (run_sources.h).
struct TrainableRun {
  std::unique_ptr<Backend> simd;
  TrainingTask task;
  uint64_t seed = 0;

  ReplayedRun replayed() const { return {task, seed, *simd}; }
};
absl::StatusOr<TrainableRun> OpenRun(const std::string& argv0, const RunRecord& record);

// A record in a results folder, with its receipt.
struct StoredRun {
  std::string results_dir;
  RunRecord record;
  Receipt receipt;
};

// By the path of the record's file, as the caller of the program has it. An error, one line with
// the path, if it is no record of a results folder, or its receipt is missing or not the one it
// lists.
absl::StatusOr<StoredRun> ReadStoredRun(const std::string& argument);

// The latest of the states that a run keeps which is of at most so many epochs; nothing if there is
// none. DataLoss, one line with the path, if it is not the one that the record and the receipt
// have.
absl::StatusOr<std::optional<TrainingProgress>> KeptStateUntil(const StoredRun& run,
                                                               const TrainingTask& task,
                                                               int epochs);

}  // namespace tenfold

// Runs of which there are records, to be made again on this machine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/receipts/receipt.h"
#include "experiments/records/run_record.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

using Experiments = std::vector<std::unique_ptr<Experiment>>;

// Whether an engine's results are covered by the numeric contract, so that a run that was recorded
// elsewhere has the same bits here.
bool IsOfContract(absl::string_view engine);

// A sweep of the one run that a record is of, on `engine`, which may be another than the record's.
// FailedPrecondition, without the record's name, if the run cannot be made of the record alone: its
// data are not those of `experiments`, its weights came out of a file, or it is of a study, whose
// data and networks are on its command line. The experiments and the engine outlive the sweep.
absl::StatusOr<Sweep> SweepOfRecord(const RunRecord& record, const Experiments& experiments,
                                    const Backend& engine);

// Trains the run of a record again and says where the result differs, as CompareRun does; "" if it
// is the same to the last bit. Settings are not compared: they are the record's.
absl::StatusOr<std::string> RunAgain(const RunRecord& record, const Experiments& experiments,
                                     const Backend& engine);

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

}  // namespace tenfold

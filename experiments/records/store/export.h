// Run records for other programs.
#pragma once

#include <string>
#include <vector>

#include "experiments/records/run_record.h"

namespace tenfold {

// Comma-separated values as RFC 4180 says, but with "\n": a header, then a line a record, in the
// order given. Columns: what identifies a run, what came out (losses: the last epoch's only),
// times, key and commit, then a column for each hyperparameter that any record has, by name, as
// "hyperparameters.epochs", and where any has them for other metrics than accuracies and for the
// network. What a record does not have is empty.
std::string RecordsAsCsv(const std::vector<RunRecord>& records);

// For people: a line a record with its result, time and commit.
std::string RecordsAsList(const std::vector<RunRecord>& records);

}  // namespace tenfold

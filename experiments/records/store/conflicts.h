// What becomes of records of one key that differ (conflicting/ of a results folder): a person
// decides.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace tenfold {

// Settles the conflict of a run: its record stays, or if `take` is given, that of
// conflicting/<run id>.<take>.json takes its place. The others are moved to superseded/. Returns
// how many. NotFound if there is nothing to settle, to keep or to take; DataLoss if what is to be
// taken is no record of the run.
absl::StatusOr<int> SettleConflict(const std::string& folder, const std::string& run_id,
                                   std::optional<int> take);

}  // namespace tenfold

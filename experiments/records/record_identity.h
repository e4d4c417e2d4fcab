// Which run a record says it is of.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "experiments/records/run_record.h"

namespace tenfold {

// Run id without the seed: "pairs/paper,epochs=2/cnn/simd".
std::string SettingIdOf(const RunRecord& record);

// "pairs/paper,epochs=2/cnn/simd/seed-03"
std::string RunIdOf(const RunRecord& record);

// InvalidArgument if the run id is not valid, or if experiment, preset, overrides, variant, engine
// and seed say another. A record in which the names are all empty says nothing.
absl::Status CheckIdentity(const RunRecord& record);

}  // namespace tenfold

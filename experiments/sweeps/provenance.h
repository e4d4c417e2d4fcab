// Where and with what a run was made.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

namespace tenfold {

// What the whole process shares: commit and host (found at run time, never linked in), CPU,
// compiler, versions of the libraries that results could depend on.
nlohmann::ordered_json ProcessProvenance(absl::string_view source_digest);

// What a run's result is a function of, hashed: settings, data, numeric contract, sources and
// library versions. A record with another key was made by something else.
std::string RunKey(const RunRecord& record, const nlohmann::ordered_json& process_provenance);

}  // namespace tenfold

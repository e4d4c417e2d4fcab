// Reads what //benchmarks:side_by_side or :growth wrote with --json or :accuracy with --output, or
// what somebody made to look like it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace tenfold::reports {

// A JSON object whose names and strings are short and plain, whose arrays are not long and whose
// numbers are not huge, so that the report's parts need not think of markup, of code for gnuplot or
// of memory. What members there have to be is theirs to check. An error is one line with the path.
absl::StatusOr<nlohmann::ordered_json> ReadBenchmark(const std::string& path);

}  // namespace tenfold::reports

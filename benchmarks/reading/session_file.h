// The JSON files that side_by_side writes, as other programs read them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// A path means what it meant where the command was given. Errors name the file.
absl::StatusOr<nlohmann::ordered_json> ReadSessionFile(const std::string& path);

// What a reader of a session's numbers has to know, in words: "interrupted", "--quick", ...
std::vector<std::string> Reservations(const nlohmann::ordered_json& session);

}  // namespace tenfold

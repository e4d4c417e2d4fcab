#pragma once

#include <string>

#include "absl/status/status.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// Writes what was measured and says where; nothing for an empty path. What is left of an
// interrupted session does not replace a file: it goes to PATH.interrupted then.
absl::Status WriteResult(const std::string& path, const nlohmann::ordered_json& result,
                         bool interrupted);

}  // namespace tenfold

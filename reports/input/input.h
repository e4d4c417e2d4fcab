// What the report is made from.
#pragma once

#include <string>

#include "nlohmann/json.hpp"
#include "reports/input/run_set.h"

namespace tenfold::reports {

struct ReportInput {
  RunSet runs;
  std::string artifacts_dir;  // with <run id>/<name>; need not exist
  // What side_by_side --json wrote; null if there is none.
  nlohmann::ordered_json benchmark = nullptr;
  nlohmann::ordered_json growth = nullptr;    // what growth --json wrote
  nlohmann::ordered_json accuracy = nullptr;  // what accuracy --output wrote
};

}  // namespace tenfold::reports

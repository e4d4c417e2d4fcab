// What the report is made from.
#pragma once

#include <string>

#include "reports/run_set.h"

namespace tenfold::reports {

struct ReportInput {
  RunSet runs;
  std::string artifacts_dir;  // with <run id>/<name>; need not exist
};

}  // namespace tenfold::reports

// What the report is made from.
#pragma once

#include <optional>
#include <string>

#include "experiments/measurements/accuracy.h"
#include "experiments/measurements/benchmark.h"
#include "experiments/measurements/exhaustive.h"
#include "experiments/measurements/growth.h"
#include "experiments/measurements/multiverse.h"
#include "experiments/measurements/variance.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

struct ReportInput {
  RunSet runs;
  std::string artifacts_dir;                                // with <run id>/<name>; need not exist
  std::optional<measurements::Benchmark> benchmark = {};    // what side_by_side --json wrote
  std::optional<measurements::Growth> growth = {};          // what growth --json wrote
  std::optional<measurements::Accuracy> accuracy = {};      // what accuracy --output wrote
  std::optional<measurements::Multiverse> multiverse = {};  // what multiverse --output wrote
  std::optional<measurements::Variance> variance = {};      // what variance --output wrote
  std::optional<measurements::Exhaustive> exhaustive = {};  // what exhaustive --output wrote
};

}  // namespace tenfold::reports

// The records of any sweeps, grouped by what can be compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/records/run_record.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

// What runs are judged by: the accuracy, or where they predict numbers the root mean squared error.
struct Metric {
  const char* name;  // "accuracy", "RMSE"
  bool is_accuracy;

  std::optional<double> Test(const RunRecord& record) const;
  std::optional<double> Train(const RunRecord& record) const;
};

struct SummarySetting {
  SettingRuns runs;
  std::string network;  // "" where the experiment's code says what the variant is
  std::string label;    // what of it differs within the group
  std::vector<double> Tests(const Metric& metric) const;
};

// Settings of one experiment on one data set by one metric, sorted.
struct SummaryGroup {
  std::string experiment, dataset;
  const Metric* metric;
  std::vector<SummarySetting> settings;
};

// Points into `records`, sorted by run id and each once. Two networks under one name are two
// settings. InvalidArgument if there are no records.
absl::StatusOr<std::vector<SummaryGroup>> GroupRecords(const std::vector<RunRecord>& records);

}  // namespace tenfold::reports

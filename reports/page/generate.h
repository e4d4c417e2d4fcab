// Makes the whole report of run records.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/question.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// Adds everything but the pictures to an empty report: REPORT.md, RUNS.md, numbers.json,
// tables/*.csv, figures/*.gp and their data. A function of the records and artifacts alone,
// whatever the order of the records, the locale or the machine.
//
// Of the questions those are on the page whose experiments have records. What has records and no
// question has a chapter with its accuracies, and all that the report says of any experiment.
absl::Status MakeReport(const std::vector<Question>& questions, const ReportInput& input,
                        Report& report);

struct WriteOptions {
  // Also writes records.jsonl.gz, without the names of hosts, and the artifacts that were read, so
  // that the report can be made again of what is in the folder.
  bool include_inputs = false;
  // Nothing of what was in the folder stays.
  bool replace = false;
  // Records that nobody has settled, for the page to say so.
  size_t conflicts = 0;
};

// Runs gnuplot, makes report.html of page and pictures, and writes everything into the folder, or
// nothing after an error (base/staged_folder.h).
absl::Status WriteReport(const std::vector<Question>& questions, const ReportInput& input,
                         const std::string& output_dir, const WriteOptions& options = {});

}  // namespace tenfold::reports

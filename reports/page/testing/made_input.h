// What reports are made from, made up for tests.
#pragma once

#include <string>
#include <vector>

#include "experiments/measurements/file.h"
#include "experiments/records/run_record.h"
#include "reports/page/generate.h"

namespace tenfold::reports {

ReportInput InputOf(std::vector<RunRecord> records, const std::string& artifacts_dir = "");

// All runs of the questions, by eigen and by onednn, whose losses differ a little.
std::vector<RunRecord> TwoEngines();

// The auxiliary loss helps with many epochs and hurts with few, sharing helps in every setting, and
// no run of the disc succeeds.
measurements::Multiverse Grids();

}  // namespace tenfold::reports

#include "experiments/summary.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "reports/statistics.h"

namespace tenfold {
namespace {

constexpr RecordState kStates[] = {RecordState::kPresent, RecordState::kMissing,
                                   RecordState::kStale, RecordState::kCorrupt};

}  // namespace

const char* StateName(RecordState state) {
  switch (state) {
    case RecordState::kPresent:
      return "present";
    case RecordState::kMissing:
      return "missing";
    case RecordState::kStale:
      return "stale";
    case RecordState::kCorrupt:
      return "corrupt";
  }
  return "";
}

void SweepCounts::Add(RecordState state, bool to_run) {
  ++total_;
  to_run_ += to_run;
  ++by_state_[static_cast<int>(state)];
}

std::string SweepCounts::ToString() const {
  std::vector<std::string> parts;
  for (RecordState state : kStates) {
    const int count = by_state_[static_cast<int>(state)];
    if (count > 0) parts.push_back(absl::StrCat(count, " ", StateName(state)));
  }
  return absl::StrCat(total_, " runs: ", absl::StrJoin(parts, ", "), "; ", to_run_, " to run");
}

std::string SummaryTable(const std::vector<PlannedRun>& runs,
                         const std::vector<RunRecord>& records) {
  std::map<std::string, const RunRecord*> by_id;
  for (const RunRecord& record : records) by_id[record.run_id] = &record;

  struct Row {
    std::string variant, engine;
    std::vector<double> train, test, seconds;
    int diverged = 0;
  };
  std::vector<Row> rows;  // runs of one setting are adjacent
  for (const PlannedRun& run : runs) {
    if (rows.empty() || rows.back().variant != run.record.variant ||
        rows.back().engine != run.record.engine) {
      rows.push_back({run.record.variant, run.record.engine, {}, {}, {}});
    }
    const auto found = by_id.find(run.record.run_id);
    if (found == by_id.end()) continue;
    const RunRecord& record = *found->second;
    if (record.status != "ok") {
      ++rows.back().diverged;
      continue;
    }
    rows.back().train.push_back(*record.train_accuracy);
    rows.back().test.push_back(*record.test_accuracy);
    rows.back().seconds.push_back(record.timing.value("training_time_s", 0.0));
  }

  const auto cell = [](const std::vector<double>& values) {
    if (values.empty()) return std::string("-");
    if (values.size() == 1) return absl::StrFormat("%.3f", values[0]);
    return absl::StrFormat("%.3f ± %.3f", *Mean(values), *SampleStd(values));
  };
  std::string table = absl::StrFormat("%-16s %-10s %4s  %-13s  %-13s  %s\n", "variant", "engine",
                                      "runs", "train", "test", "training s/run");
  for (const Row& row : rows) {
    // A column of 13 characters takes 14 bytes where there is a ±.
    const auto pad = [](std::string text) {
      const size_t width = absl::StrContains(text, "±") ? 14 : 13;
      text.resize(std::max(text.size(), width), ' ');
      return text;
    };
    absl::StrAppendFormat(&table, "%-16s %-10s %4d  %s  %s  %s", row.variant, row.engine,
                          row.test.size(), pad(cell(row.train)), pad(cell(row.test)),
                          row.seconds.empty() ? "-" : absl::StrFormat("%.3f", *Mean(row.seconds)));
    if (row.diverged > 0) absl::StrAppend(&table, "  (", row.diverged, " diverged)");
    table += "\n";
  }
  absl::StrAppend(
      &table,
      "Accuracies: mean ± sample standard deviation over the seeds, after the last epoch.\n");
  return table;
}

}  // namespace tenfold

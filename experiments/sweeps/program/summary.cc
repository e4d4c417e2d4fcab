#include "experiments/sweeps/program/summary.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/check.h"
#include "statistics/statistics.h"

namespace tenfold {
namespace {

constexpr RecordState kStates[] = {RecordState::kPresent,    RecordState::kMissing,
                                   RecordState::kStale,      RecordState::kCorrupt,
                                   RecordState::kIncomplete, RecordState::kFailed};

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
    case RecordState::kIncomplete:
      return "incomplete";
    case RecordState::kFailed:
      return "failed";
  }
  return "";
}

void SweepCounts::Add(RecordState state, bool to_run) {
  ++total_;
  to_run_ += to_run;
  ++by_state_[static_cast<int>(state)];
}

std::string SweepCounts::ToString() const {
  if (total_ == 0) return "0 runs";
  std::vector<std::string> parts;
  for (RecordState state : kStates) {
    const int count = by_state_[static_cast<int>(state)];
    if (count > 0) parts.push_back(absl::StrCat(count, " ", StateName(state)));
  }
  return absl::StrCat(total_, " runs: ", absl::StrJoin(parts, ", "), "; ", to_run_, " to run");
}

SweepSummary::SweepSummary(const std::vector<std::string>& variants,
                           const std::vector<std::string>& engines,
                           const std::vector<int64_t>& seeds)
    : seeds_(seeds) {
  for (const std::string& variant : variants) {
    for (const std::string& engine : engines)
      rows_.push_back({variant, engine, std::vector<Outcome>(seeds.size())});
  }
}

void SweepSummary::Add(const RunRecord& record) {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) {
    return r.variant == record.variant && r.engine == record.engine;
  });
  const auto seed = std::lower_bound(seeds_.begin(), seeds_.end(), record.seed);
  TENFOLD_CHECK(row != rows_.end() && seed != seeds_.end() && *seed == record.seed,
                "a run of another sweep");
  Outcome& outcome = row->outcomes[seed - seeds_.begin()];
  outcome.there = true;
  outcome.ok = record.status == "ok";
  ++size_;
  if (!outcome.ok) return;
  has_errors_ = has_errors_ || !record.test_accuracy.has_value();
  outcome.train = record.train_accuracy.has_value() ? *record.train_accuracy
                                                    : record.metrics.value("train_rmse", 0.0);
  outcome.test = record.test_accuracy.has_value() ? *record.test_accuracy
                                                  : record.metrics.value("test_rmse", 0.0);
  const auto time = record.timing.find("training_time_s");
  if (time != record.timing.end() && time->is_number())
    outcome.training_time_s = time->get<double>();
}

std::string SweepSummary::Table() const {
  const auto number = [this](double value) {
    return has_errors_ ? absl::StrFormat("%.4g", value) : absl::StrFormat("%.3f", value);
  };
  const auto cell = [&](const std::vector<double>& values) {
    if (values.empty()) return std::string("-");
    if (values.size() == 1) return number(values[0]);
    return absl::StrCat(number(*statistics::Mean(values)), " ± ",
                        number(*statistics::SampleStd(values)));
  };
  std::string table = absl::StrFormat("%-16s %-10s %4s  %-13s  %-13s  %s\n", "variant", "engine",
                                      "runs", "train", "test", "training s/run");
  for (const Row& row : rows_) {
    std::vector<double> train, test, seconds;
    int diverged = 0;
    for (const Outcome& outcome : row.outcomes) {
      if (!outcome.there) continue;
      if (!outcome.ok) {
        ++diverged;
        continue;
      }
      train.push_back(outcome.train);
      test.push_back(outcome.test);
      if (outcome.training_time_s.has_value()) seconds.push_back(*outcome.training_time_s);
    }
    // A column of 13 characters takes 14 bytes where there is a ±.
    const auto pad = [](std::string text) {
      const size_t width = absl::StrContains(text, "±") ? 14 : 13;
      text.resize(std::max(text.size(), width), ' ');
      return text;
    };
    absl::StrAppendFormat(
        &table, "%-16s %-10s %4d  %s  %s  %s", row.variant, row.engine, test.size(),
        pad(cell(train)), pad(cell(test)),
        seconds.empty() ? "-" : absl::StrFormat("%.3f", *statistics::Mean(seconds)));
    if (diverged > 0) absl::StrAppend(&table, "  (", diverged, " diverged)");
    table += "\n";
  }
  absl::StrAppend(&table, has_errors_ ? "Root mean squared errors" : "Accuracies",
                  ": mean ± sample standard deviation over the seeds, after the last epoch.\n");
  return table;
}

}  // namespace tenfold

#include "reports/tables/engines_table.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/compare.h"
#include "experiments/parity_tolerance.h"
#include "reports/data_table.h"
#include "reports/markdown.h"
#include "reports/statistics.h"

namespace tenfold::reports {
namespace {

// Two engines on one setting, over the seeds that both have.
struct EnginePair {
  std::vector<double> loss_differences;
  std::vector<double> accuracies_a, accuracies_b;  // on test
  int identical = 0;                               // runs with the same final weights

  EnginePair(const SettingRuns& a, const SettingRuns& b) {
    auto other = b.ok.begin();
    for (const RunRecord* record : a.ok) {
      while (other != b.ok.end() && (*other)->seed < record->seed) ++other;
      if (other == b.ok.end() || (*other)->seed != record->seed) continue;
      loss_differences.push_back(LargestLossDifference(*record, **other));
      accuracies_a.push_back(*record->test_accuracy);
      accuracies_b.push_back(*(*other)->test_accuracy);
      identical += record->weights_digest == (*other)->weights_digest;
    }
  }

  size_t runs() const { return loss_differences.size(); }
  double LargestLossDifferenceOfAll() const {
    return *std::max_element(loss_differences.begin(), loss_differences.end());
  }
  double LargestAccuracyDifference() const {
    double largest = 0.0;
    for (size_t i = 0; i < runs(); ++i) {
      largest = std::max(largest, std::fabs(accuracies_a[i] - accuracies_b[i]));
    }
    return largest;
  }
  double MeanDifference() const { return *Mean(accuracies_a) - *Mean(accuracies_b); }
  // The standard error of the difference of two such means, if they came from different seeds: the
  // noise of so many seeds.
  std::optional<double> Noise() const {
    const std::optional<double> a = SampleStd(accuracies_a), b = SampleStd(accuracies_b);
    if (!a.has_value() || !b.has_value()) return std::nullopt;
    return std::sqrt((*a * *a + *b * *b) / static_cast<double>(runs()));
  }
};

int CountAtMost(const std::vector<double>& values, double bound) {
  return static_cast<int>(std::count_if(values.begin(), values.end(),
                                        [bound](double value) { return value <= bound; }));
}

}  // namespace

absl::Status AddEnginesTable(const ReportInput& input, Report& report) {
  std::vector<std::vector<std::string>> rows;
  DataTable data = {{"experiment", "variant", "engine_a", "engine_b", "n", "identical",
                     "largest_relative_loss_difference", "largest_accuracy_difference",
                     "mean_accuracy_difference", "noise_of_the_difference"},
                    {}};
  std::vector<double> all;
  int beyond_noise = 0;
  const std::vector<std::string>& engines = input.runs.engines();
  for (const SettingRuns& a : input.runs.expected()) {
    for (const std::string& engine_b : engines) {
      if (engine_b <= a.setting.engine) continue;
      const EnginePair pair(a, input.runs.Get(a.setting.experiment, a.setting.variant, engine_b));
      if (pair.runs() == 0) continue;
      all.insert(all.end(), pair.loss_differences.begin(), pair.loss_differences.end());
      const std::optional<double> noise = pair.Noise();
      beyond_noise += noise.has_value() && std::fabs(pair.MeanDifference()) > *noise;
      rows.push_back({absl::StrCat(a.setting.experiment, " ", a.setting.variant),
                      absl::StrCat(a.setting.engine, ", ", engine_b), absl::StrCat(pair.runs()),
                      absl::StrCat(pair.identical),
                      absl::StrFormat("%.1e", pair.LargestLossDifferenceOfAll()),
                      absl::StrFormat("%.1f", 100 * pair.LargestAccuracyDifference()),
                      Points(pair.MeanDifference()),
                      noise.has_value() ? absl::StrFormat("%.1f", 100 * *noise) : "–"});
      data.rows.push_back({a.setting.experiment, a.setting.variant, a.setting.engine, engine_b,
                           pair.runs(), pair.identical, Cell(pair.LargestLossDifferenceOfAll()),
                           Cell(pair.LargestAccuracyDifference()), Cell(pair.MeanDifference()),
                           Cell(noise)});
    }
  }
  report.AddTable("table-4", data);
  report.page.SetIntValue("LAST_SECTION", rows.empty() ? 3 : 4);
  if (rows.empty()) return absl::OkStatus();
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("ENGINES");
  section->SetValue("TABLE_4", MarkdownTable({{"setting"},
                                              {"engines"},
                                              {"runs", Align::kRight},
                                              {"identical", Align::kRight},
                                              {"largest loss difference", Align::kRight},
                                              {"largest accuracy difference", Align::kRight},
                                              {"difference of means", Align::kRight},
                                              {"noise", Align::kRight}},
                                             rows));
  const int rounding = CountAtMost(all, kLossTolerance);
  const int kinks = CountAtMost(all, kKinkTolerance) - rounding;
  section->SetIntValue("PAIRS", static_cast<long>(all.size()));
  section->SetIntValue("ROUNDING", rounding);
  section->SetIntValue("KINKS", kinks);
  section->SetIntValue("BEYOND", static_cast<long>(all.size()) - rounding - kinks);
  section->SetValue("LOSS_TOLERANCE", absl::StrFormat("%.0e", kLossTolerance));
  section->SetValue("KINK_TOLERANCE", absl::StrFormat("%.0e", kKinkTolerance));
  section->SetIntValue("ROWS", static_cast<long>(rows.size()));
  section->SetIntValue("BEYOND_NOISE", beyond_noise);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

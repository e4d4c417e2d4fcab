#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/ladder/report/ladder_runs.h"
#include "experiments/ladder/report/parts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// Means of test accuracy, and what no run may be below or take longer than; 0 is no such aim.
// Declared before any of these was trained.
struct Aim {
  const char* what;
  const char* experiment;
  const char* preset;
  const char* variant;
  double mean, least, seconds;
};
constexpr Aim kAims[] = {
    {"pairs, CNN", "pairs", "best", "cnn-shared-aux", 0.989, 0, 0},
    {"pairs, MLP", "pairs", "best", "mlp-shared-aux", 0.983, 0, 0},
    {"pairs, CNN without digit classes", "pairs", "best", "cnn-shared", 0.957, 0, 0},
    {"pairs, CNN in 25 epochs", "pairs", "sprint", "cnn-shared-aux", 0.980, 0, 1.0},
    {"disc, four hidden layers", "disc", "best", "depth-4", 0.987, 0.97, 0},
    {"disc, three hidden layers", "disc", "best", "depth-3", 0.987, 0.97, 0},
    {"disc with the symmetry, four", "disc", "symmetric", "depth-4", 0.992, 0.98, 0},
    {"disc with the symmetry, three", "disc", "symmetric", "depth-3", 0.992, 0.98, 0},
};
constexpr int kSeeds = 30;

std::string WantedText(const Aim& aim) {
  std::string text = absl::StrFormat("mean %.3f", aim.mean);
  if (aim.least > 0) absl::StrAppendFormat(&text, ", no run below %.2f", aim.least);
  if (aim.seconds > 0) absl::StrAppendFormat(&text, ", under %g s", aim.seconds);
  return text;
}

// Nothing without the runs or times that it takes.
std::optional<bool> IsReached(const Aim& aim, const std::vector<double>& accuracies,
                              const std::optional<double>& seconds, bool all_there) {
  if (!all_there || (aim.seconds > 0 && !seconds.has_value())) return std::nullopt;
  return *statistics::Mean(accuracies) >= aim.mean && *statistics::Min(accuracies) >= aim.least &&
         (aim.seconds == 0 || *seconds < aim.seconds);
}

}  // namespace

absl::Status AddAims(const ReportInput& input, Report& report) {
  std::vector<std::vector<std::string>> rows;
  DataTable data = {
      {"what", "setting", "n", "expected", "test_mean", "test_sample_std", "low", "high",
       "test_min", "seconds", "wanted_mean", "wanted_min", "wanted_seconds", "reached"},
      {}};
  for (const Aim& aim : kAims) {
    const SettingRuns runs =
        FirstSeeds(input.runs,
                   {aim.experiment, aim.preset, "", aim.variant, input.runs.main_engine()}, kSeeds);
    if (runs.there() == 0) continue;
    const std::vector<double> accuracies = runs.TestAccuracies();
    const std::optional<statistics::Interval> mean = statistics::MeanInterval(accuracies);
    const std::optional<double> seconds = runs.MeanTrainingSeconds();
    const std::optional<bool> reached =
        IsReached(aim, accuracies, seconds, runs.ok.size() == kSeeds);
    rows.push_back({aim.what, WantedText(aim),
                    absl::StrCat(MeanAndStd(statistics::Mean(accuracies),
                                            statistics::SampleStd(accuracies), 4),
                                 " (n = ", CountLink(runs), ")"),
                    Number(statistics::Min(accuracies)), Number(seconds, 2),
                    !reached.has_value() ? "–"
                    : *reached           ? "yes"
                                         : "**no**"});
    const auto wanted = [](double value) { return value > 0 ? Cell(value) : Cell({}); };
    data.rows.push_back(
        {aim.what, runs.setting.Id(), runs.ok.size(), kSeeds, Cell(statistics::Mean(accuracies)),
         Cell(statistics::SampleStd(accuracies)), mean ? RoundedCell(mean->low) : Cell({}),
         mean ? RoundedCell(mean->high) : Cell({}), Cell(statistics::Min(accuracies)),
         Cell(seconds), Cell(aim.mean), wanted(aim.least), wanted(aim.seconds),
         reached.has_value() ? nlohmann::ordered_json(*reached) : nlohmann::ordered_json()});
  }
  if (rows.empty()) return absl::OkStatus();
  report.page.ShowSection("FAR");
  report.page.AddSectionDictionary("AIMS")->SetValue("TABLE",
                                                     MarkdownTable({{"network"},
                                                                    {"wanted"},
                                                                    {"test", Align::kRight},
                                                                    {"lowest", Align::kRight},
                                                                    {"s a run", Align::kRight},
                                                                    {"reached"}},
                                                                   rows));
  report.AddTable("aims", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

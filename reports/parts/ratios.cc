#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "reports/parts/data_table.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"

namespace tenfold::reports {
namespace {

using measurements::Ratio;

// What an engine is held against, and how the picture calls it.
struct Baseline {
  const char* name;
  const char* title;
};
constexpr Baseline kOfLibtorch[] = {
    {"libtorch-autograd", "autograd, one training"},
    {"libtorch", "backward pass by hand, one training"},
    {"libtorch-sweep", "the best of all, per seed of a sweep"},
};

// Where today's peers were measured they come first, and LibTorch's best is not the best of all.
constexpr Baseline kWithPeers[] = {
    {"peers", "the best of all, per seed of a sweep"},
    {"libtorch-autograd", "LibTorch: autograd, one training"},
    {"libtorch", "LibTorch: backward pass by hand, one training"},
    {"libtorch-sweep", "LibTorch: its best, per seed of a sweep"},
};

// "W1 b100", "W1 b100 16 seeds", "W3": the workloads that every session has, on one core.
bool IsHeadline(absl::string_view workload) {
  if (absl::EndsWith(workload, " seeds")) workload = workload.substr(0, workload.find(' ', 3));
  if (workload.size() < 2 || workload[0] != 'W' || !absl::ascii_isdigit(workload[1])) return false;
  const absl::string_view rest = workload.substr(2);
  return rest.empty() || (rest.size() > 2 && rest.substr(0, 2) == " b" &&
                          std::all_of(rest.begin() + 2, rest.end(), absl::ascii_isdigit));
}

}  // namespace

absl::Status AddRatiosFigure(const ReportInput& input, Report& report) {
  if (!input.benchmark.has_value()) return absl::OkStatus();
  const std::string name = "speed-ratios";
  const std::string& engine = input.runs.main_engine();
  std::vector<std::string> workloads;
  double left = 1.0, right = 1.0;
  DataTable data = {{"workload", "baseline", "row", "times_as_fast", "low", "high"}, {}};
  for (const Ratio& ratio : input.benchmark->ratios) {
    if (ratio.engine != engine || !ratio.ratio.has_value() || !IsHeadline(ratio.workload)) continue;
    auto found = std::find(workloads.begin(), workloads.end(), ratio.workload);
    if (found == workloads.end()) found = workloads.insert(found, ratio.workload);
    left = std::min(left, ratio.ratio->low);
    right = std::max(right, ratio.ratio->high);
    data.rows.push_back({ratio.workload, ratio.baseline, found - workloads.begin() + 1,
                         RoundedCell(ratio.ratio->estimate), RoundedCell(ratio.ratio->low),
                         RoundedCell(ratio.ratio->high)});
  }
  if (workloads.empty()) return absl::OkStatus();
  const bool peers = std::any_of(data.rows.begin(), data.rows.end(),
                                 [](const auto& row) { return row[1] == "peers"; });
  const absl::Span<const Baseline> baselines =
      peers ? absl::MakeConstSpan(kWithPeers) : absl::MakeConstSpan(kOfLibtorch);
  const double middle = 0.5 * static_cast<double>(baselines.size() - 1);
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("ENGINE", engine);
  script.SetValue("LEFT", absl::StrFormat("%.3g", 0.8 * left));
  script.SetValue("RIGHT", absl::StrFormat("%.3g", 1.25 * right));
  script.SetIntValue("ROWS", static_cast<long>(workloads.size()));
  for (size_t i = 0; i < workloads.size(); ++i) {
    ctemplate::TemplateDictionary* row = script.AddSectionDictionary("ROW");
    row->SetValue("LABEL", workloads[i]);
    row->SetIntValue("ROW", static_cast<long>(i) + 1);
  }
  for (size_t i = 0; i < baselines.size(); ++i) {
    ctemplate::TemplateDictionary* baseline = script.AddSectionDictionary("BASELINE");
    baseline->SetValue("BASELINE", baselines[i].name);
    baseline->SetValue("TITLE", baselines[i].title);
    baseline->SetIntValue("COLOUR", static_cast<long>(i) + 1);
    // Apart within a row, where ratios may be the same.
    baseline->SetValue("BELOW", absl::StrFormat("%.2f", 0.22 * (static_cast<double>(i) - middle)));
  }
  report.AddFigure(name, Expand(kRatiosGp, script), absl::StrCat(name, ".csv"), ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("HEADLINE_RATIOS");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", engine);
  if (peers) figure->ShowSection("WITH_PEERS");
  return absl::OkStatus();
}

}  // namespace tenfold::reports

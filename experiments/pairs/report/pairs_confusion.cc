#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/texts.h"
#include "reports/parts/artifacts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

constexpr char kArtifact[] = "confusion.csv";
constexpr char kHeader[] = "first,second,pairs,wrong";

bool ReadInteger(absl::string_view text, int low, int high, int& value) {
  return absl::SimpleAtoi(text, &value) && value >= low && value <= high;
}

// Of one kind of networks.
struct Panel {
  const char* title;
  bool cnn;
  Confusion confusion{};
  long runs = 0;
};

absl::Status Collect(const ReportInput& input, Panel& panel, Report& report) {
  for (const PairSetting& setting : kPairSettings) {
    if (setting.cnn != panel.cnn) continue;
    for (const RunRecord* record :
         input.runs.Get("pairs", setting.variant, input.runs.main_engine()).ok) {
      TENFOLD_ASSIGN_OR_RETURN(std::optional<std::string> csv,
                               ReadArtifact(input, *record, kArtifact, report));
      if (!csv.has_value()) continue;
      absl::Status status = AddConfusion(*csv, panel.confusion);
      if (!status.ok()) return ArtifactError(input, *record, kArtifact, status.message());
      ++panel.runs;
    }
  }
  return absl::OkStatus();
}

void AppendRows(const Panel& panel, DataTable& data) {
  for (int first = 0; first < 10; ++first) {
    for (int second = 0; second < 10; ++second) {
      const Answers& cell = panel.confusion[first][second];
      const std::optional<double> percent =
          cell.pairs == 0 ? std::nullopt : std::optional<double>(100.0 * cell.wrong / cell.pairs);
      data.rows.push_back({panel.title, first, second, cell.pairs, cell.wrong, Cell(percent)});
    }
  }
}

// Which two different digits are compared wrongly most often: "4 and 5 (31 %)" where 4 is first.
std::string WorstCell(const Panel& panel) {
  int worst_first = 0, worst_second = 1;
  double worst = -1.0;
  for (int first = 0; first < 10; ++first) {
    for (int second = 0; second < 10; ++second) {
      const Answers& cell = panel.confusion[first][second];
      const double rate = cell.pairs == 0 ? -1.0 : static_cast<double>(cell.wrong) / cell.pairs;
      if (rate <= worst) continue;
      worst = rate;
      worst_first = first;
      worst_second = second;
    }
  }
  return absl::StrFormat("%d and %d (%.0f %%)", worst_first, worst_second, 100 * worst);
}

}  // namespace

absl::Status AddConfusion(absl::string_view csv, Confusion& confusion) {
  return ReadCsv(csv, kHeader, "two digits, the number of pairs and how many are wrong",
                 [&confusion](const std::vector<absl::string_view>& fields) {
                   int first, second, pairs, wrong;
                   if (fields.size() != 4 || !ReadInteger(fields[0], 0, 9, first) ||
                       !ReadInteger(fields[1], 0, 9, second) ||
                       !ReadInteger(fields[2], 1, 10000000, pairs) ||
                       !ReadInteger(fields[3], 0, pairs, wrong)) {
                     return false;
                   }
                   confusion[first][second].pairs += pairs;
                   confusion[first][second].wrong += wrong;
                   return true;
                 });
}

absl::Status AddPairsConfusionFigure(const ReportInput& input, Report& report) {
  const std::string name = "pairs-confusion";
  Panel panels[] = {{"CNN", true}, {"MLP", false}};
  DataTable data = {{"networks", "first", "second", "pairs", "wrong", "percent_wrong"}, {}};
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  ctemplate::TemplateDictionary* figure = nullptr;
  for (Panel& panel : panels) {
    TENFOLD_RETURN_IF_ERROR(Collect(input, panel, report));
    if (panel.runs == 0) continue;
    AppendRows(panel, data);
    script.AddSectionDictionary("PANEL")->SetValue("TITLE", panel.title);
    if (figure == nullptr) figure = report.page.AddSectionDictionary("PAIRS_CONFUSION");
    ctemplate::TemplateDictionary* drawn = figure->AddSectionDictionary("DRAWN");
    drawn->SetValue("TITLE", panel.title);
    drawn->SetIntValue("RUNS", panel.runs);
    drawn->SetValue("WORST", WorstCell(panel));
  }
  if (figure == nullptr) {
    report.page.ShowSection("PAIRS_CONFUSION_MISSING");
    return absl::OkStatus();
  }
  const long drawn = panels[0].runs > 0 && panels[1].runs > 0 ? 2 : 1;
  script.SetIntValue("ROWS", drawn);
  script.SetIntValue("HEIGHT", 470 * drawn);
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", input.runs.main_engine());
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kPairsConfusionGp, script), name + ".csv", ToCsv(data));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "experiments/ladder/report/ladder_runs.h"
#include "experiments/ladder/report/parts.h"
#include "experiments/ladder/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr size_t kLettersOfALine = 26;
constexpr double kLeastError = 0.0005;

// An idea up to its colon.
std::string Short(const std::string& idea) { return idea.substr(0, idea.find(':')); }

// In lines as gnuplot breaks them within double quotes.
std::string Wrapped(const std::string& text) {
  std::vector<std::string> lines;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (lines.empty() || lines.back().size() + 1 + word.size() > kLettersOfALine) {
      lines.emplace_back(word);
    } else {
      absl::StrAppend(&lines.back(), " ", word);
    }
  }
  return absl::StrJoin(lines, "\\n");
}

// What the first ladder that goes so far says of a rung.
std::string Label(const std::vector<const ladder::Ladder*>& ladders, size_t rung) {
  const auto ladder = std::find_if(ladders.begin(), ladders.end(),
                                   [&](const ladder::Ladder* l) { return rung < l->rungs.size(); });
  return Wrapped(absl::StrCat(rung + 1, ". ", Short((*ladder)->rungs[rung].idea)));
}

}  // namespace

absl::Status AddLadderFigure(const ReportInput& input, Report& report) {
  const std::string name = "ladder";
  std::vector<const ladder::Ladder*> ladders;
  size_t rungs = 0;
  for (const ladder::Ladder* ladder : ClimbedLadders(input.runs)) {
    if (ladder->name != "cnn" && ladder->name != "mlp") continue;
    ladders.push_back(ladder);
    rungs = std::max(rungs, ladder->rungs.size());
  }
  if (ladders.empty()) return absl::OkStatus();
  double left = 100.0, right = 100.0 * kLeastError;
  DataTable data = {{"ladder", "rung", "idea", "n", "percent_wrong", "low", "high", "largest"}, {}};
  for (const ladder::Ladder* ladder : ladders) {
    for (size_t i = 0; i < ladder->rungs.size(); ++i) {
      const std::vector<double> accuracies =
          RunsOfRung(input.runs, ladder->rungs[i]).TestAccuracies();
      if (accuracies.empty()) continue;
      const std::optional<statistics::Interval> mean = statistics::MeanInterval(accuracies);
      const auto error = [&](double accuracy) {
        // What is not there to see on a logarithmic axis is drawn at its end.
        const double percent = 100.0 * std::max(kLeastError, 1.0 - accuracy);
        left = std::min(left, percent);
        right = std::max(right, percent);
        return RoundedCell(percent);
      };
      data.rows.push_back({ladder->name, i + 1, ladder->rungs[i].idea, accuracies.size(),
                           error(*statistics::Mean(accuracies)),
                           mean ? error(mean->high) : Cell({}), mean ? error(mean->low) : Cell({}),
                           error(*statistics::Min(accuracies))});
    }
  }
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("LEFT", absl::StrFormat("%.3g", 0.8 * left));
  script.SetValue("RIGHT", absl::StrFormat("%.3g", 1.25 * right));
  script.SetIntValue("RUNGS", static_cast<long>(rungs));
  for (size_t i = 0; i < rungs; ++i) {
    ctemplate::TemplateDictionary* row = script.AddSectionDictionary("ROW");
    row->SetValue("LABEL", Label(ladders, i));
    row->SetIntValue("RUNG", static_cast<long>(i + 1));
  }
  report.numbers[name + "-figure"] = ToJson(data);
  report.AddFigure(name, Expand(kLadderFigureGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("LADDER_FIGURE");
  figure->SetValue("NAME", name);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/verdicts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"

namespace tenfold::reports {

absl::Status AddLabels(const ReportInput& input, Report& report) {
  const Setting own = MainSetting(input.runs, "depth-4");
  DataTable data = {
      {"labels", "claim", "verdict", "n", "effect", "low", "high", "p", "holm_p", "test", "detail"},
      {}};
  std::vector<MarkdownColumn> columns = {{"the report says"}};
  std::vector<std::vector<std::string>> rows;
  for (const DiscClaim& claim : DiscClaims()) rows.push_back({claim.short_form});
  rows.push_back({"the runs"});
  for (const auto& [labels, setting] :
       {std::pair("1 and 0", own), std::pair("1 and -1", With(own, kSigns))}) {
    std::vector<Judgement> judgements = JudgeDisc(input.runs, setting);
    std::vector<Judgement*> together;
    for (Judgement& judgement : judgements) together.push_back(&judgement);
    CorrectTogether(together);
    const int n = judgements[0].n;
    columns.push_back({absl::StrCat("labels ", labels, ", n = ", n)});
    for (size_t i = 0; i < judgements.size(); ++i) {
      const Judgement& judgement = judgements[i];
      rows[i].push_back(CellText(judgement, n));
      const auto bound = [&](double statistics::Interval::* member) {
        return judgement.effect.has_value() ? RoundedCell((*judgement.effect).*member) : Cell({});
      };
      data.rows.push_back({labels, judgement.claim->id, Name(judgement.verdict), judgement.n,
                           bound(&statistics::Interval::estimate),
                           bound(&statistics::Interval::low), bound(&statistics::Interval::high),
                           RoundedCell(judgement.p), RoundedCell(judgement.holm_p), judgement.test,
                           judgement.detail});
    }
    rows.back().push_back(RunsLink(setting, setting.Id()));
  }
  if (input.runs.All(With(own, kSigns)).there() == 0) return absl::OkStatus();
  report.AddTable("disc-labels", data);
  report.page.AddSectionDictionary("LABELS")->SetValue("TABLE", MarkdownTable(columns, rows));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

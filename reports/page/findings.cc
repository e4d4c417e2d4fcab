#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "reports/page/verdicts.h"

namespace tenfold::reports {
namespace {

// Of each question that many claims are named, and the others counted.
constexpr size_t kNamedOfAQuestion = 2;

struct Finding {
  Verdict sign;  // inconclusive: the columns contradict each other
  const char* head;
};
constexpr Finding kFindings[] = {
    {Verdict::kReproduced, "Holds either way"},
    {Verdict::kInconclusive, "Turns around with a choice that the report leaves open"},
    {Verdict::kContradicted, "Does not hold either way"},
};

bool Has(const std::vector<Verdict>& verdicts, Verdict verdict) {
  return std::count(verdicts.begin(), verdicts.end(), verdict) > 0;
}

// Whether the columns' verdicts on one claim make this finding.
bool Makes(const std::vector<Verdict>& verdicts, Verdict finding) {
  if (finding == Verdict::kInconclusive)
    return Has(verdicts, Verdict::kReproduced) && Has(verdicts, Verdict::kContradicted);
  return std::all_of(verdicts.begin(), verdicts.end(), [&](Verdict v) { return v == finding; });
}

// "weight sharing improves accuracy (`paper` +2.15 points, `course` +1.65 points)"
std::string Text(const std::vector<VerdictColumn>& columns, size_t claim) {
  return absl::StrCat(columns[0].judgements[claim].claim->short_form, " (",
                      absl::StrJoin(columns, ", ",
                                    [&](std::string* out, const VerdictColumn& column) {
                                      absl::StrAppend(out, "`", column.name, "` ",
                                                      EstimateText(column.judgements[claim]));
                                    }),
                      ")");
}

}  // namespace

void AddFindings(const std::vector<Judged>& judged, Report& report) {
  bool any = false;
  for (const Finding& finding : kFindings) {
    std::vector<std::string> named;
    long more = 0;
    for (const auto& [question, columns] : judged) {
      size_t of_question = 0;
      for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
        // A part is what its whole is, or a closer look at it.
        if (*columns[0].judgements[i].claim->part_of != '\0') continue;
        std::vector<Verdict> verdicts;
        for (const VerdictColumn& column : columns) verdicts.push_back(column.judgements[i].verdict);
        if (!Makes(verdicts, finding.sign)) continue;
        if (of_question++ < kNamedOfAQuestion) {
          named.push_back(Text(columns, i));
        } else {
          ++more;
        }
      }
    }
    if (named.empty()) continue;
    any = true;
    ctemplate::TemplateDictionary* item = report.page.AddSectionDictionary("FINDING");
    item->SetValue("SIGN", finding.sign == Verdict::kInconclusive ? "⇄" : Sign(finding.sign));
    item->SetValue("HEAD", finding.head);
    item->SetValue("NAMED", absl::StrJoin(named, "; "));
    if (more > 0) item->AddSectionDictionary("MORE")->SetIntValue("COUNT", more);
  }
  if (!any) report.page.ShowSection("NO_FINDING");
}

}  // namespace tenfold::reports

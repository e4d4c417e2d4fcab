#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "reports/page/verdicts.h"

namespace tenfold::reports {
namespace {

// So many claims are named, and the others counted.
constexpr size_t kNamed = 2;

struct Finding {
  Verdict sign;  // inconclusive: the choices contradict each other, or do not decide what depends
  const char* head;
};
constexpr Finding kFindings[] = {
    {Verdict::kReproduced, "Holds with both choices"},
    {Verdict::kInconclusive, "Depends on the choice"},
    {Verdict::kContradicted, "Fails with both choices"},
};

// Of one claim: what the presets or variants say, and what the grid does, kNothing without one.
struct Verdicts {
  std::vector<Verdict> choices;
  Verdict grid = Verdict::kNothing;

  bool All(Verdict verdict) const {
    return std::all_of(choices.begin(), choices.end(), [&](Verdict v) { return v == verdict; });
  }
  bool Differ() const {
    const auto has = [&](Verdict verdict) {
      return std::count(choices.begin(), choices.end(), verdict) > 0;
    };
    return has(Verdict::kReproduced) && has(Verdict::kContradicted);
  }
};

Verdicts Of(const std::vector<VerdictColumn>& columns, size_t claim) {
  Verdicts verdicts;
  for (const VerdictColumn& column : columns) {
    const Verdict verdict = column.judgements[claim].verdict;
    column.of_grid ? verdicts.grid = verdict : verdicts.choices.emplace_back(verdict);
  }
  return verdicts;
}

// Whether the verdicts on one claim make this finding.
bool Makes(const Verdicts& verdicts, Verdict finding) {
  switch (finding) {
    case Verdict::kReproduced:
      return verdicts.All(finding) && verdicts.grid != Verdict::kContradicted;
    case Verdict::kContradicted:
      return verdicts.All(finding) && verdicts.grid != Verdict::kReproduced;
    default:
      return verdicts.Differ() ||
             (verdicts.grid == Verdict::kDepends && !verdicts.All(Verdict::kReproduced) &&
              !verdicts.All(Verdict::kContradicted));
  }
}

// "weight sharing improves accuracy (`paper` +2.15 points, `course` +1.65 points)"
std::string Text(const std::vector<VerdictColumn>& columns, size_t claim) {
  std::vector<std::string> texts;
  for (const VerdictColumn& column : columns) {
    const Judgement& judgement = column.judgements[claim];
    if (!column.of_grid) {
      texts.push_back(absl::StrCat("`", column.name, "` ", EstimateText(judgement)));
    } else if (judgement.verdict != Verdict::kNothing) {
      texts.push_back(
          absl::StrCat("over the grid it ", judgement.detail, " of ", judgement.n, " settings"));
    }
  }
  return absl::StrCat(columns[0].judgements[claim].claim->short_form, " (",
                      absl::StrJoin(texts, ", "), ")");
}

// What the whole claims of a question that make a finding say. A part is what its whole is, or a
// closer look at it.
std::vector<std::string> TextsOf(const std::vector<VerdictColumn>& columns, Verdict finding) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    if (*columns[0].judgements[i].claim->part_of != '\0') continue;
    const Verdicts verdicts = Of(columns, i);
    if (Makes(verdicts, finding)) texts.push_back(Text(columns, i));
  }
  return texts;
}

}  // namespace

void AddFindings(const std::vector<Judged>& judged, Report& report) {
  bool any = false;
  for (const Finding& finding : kFindings) {
    // The first of each question before the second of any.
    std::vector<std::vector<std::string>> texts;
    size_t all = 0, most = 0;
    for (const auto& [question, columns] : judged) {
      texts.push_back(TextsOf(columns, finding.sign));
      all += texts.back().size();
      most = std::max(most, texts.back().size());
    }
    std::vector<std::string> named;
    for (size_t i = 0; i < most; ++i) {
      for (const std::vector<std::string>& of_question : texts) {
        if (i < of_question.size() && named.size() < kNamed) named.push_back(of_question[i]);
      }
    }
    if (named.empty()) continue;
    any = true;
    ctemplate::TemplateDictionary* item = report.page.AddSectionDictionary("FINDING");
    item->SetValue("SIGN", finding.sign == Verdict::kInconclusive ? "⇄" : Sign(finding.sign));
    item->SetValue("HEAD", finding.head);
    item->SetValue("NAMED", absl::StrJoin(named, "; "));
    if (all > named.size()) {
      item->AddSectionDictionary("MORE")->SetIntValue("COUNT",
                                                      static_cast<long>(all - named.size()));
    }
  }
  if (!any) report.page.ShowSection("NO_FINDING");
}

}  // namespace tenfold::reports

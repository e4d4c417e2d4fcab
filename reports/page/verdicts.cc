#include "reports/page/verdicts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "reports/claims/declaration.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"

namespace tenfold::reports {
namespace {

// "`paper`: cnn, mlp", with links to those of the settings that have runs.
std::string RunLinks(const RunSet& runs, const VerdictColumn& column) {
  std::vector<std::string> links;
  for (const auto& [name, setting] : column.settings) {
    if (runs.All(setting).there() > 0) links.push_back(RunsLink(setting, name));
  }
  return absl::StrCat("`", column.name, "`: ", links.empty() ? "none" : absl::StrJoin(links, ", "));
}

// "< 0.0001, t"
std::string TestText(const Judgement& judgement) {
  if (!judgement.holm_p.has_value()) return "–";
  return absl::StrCat(PValue(*judgement.holm_p), ", ", judgement.test);
}

// Whatever a verdict's seeds, those of the first claim say how far the sweep is.
int SeedsOf(const VerdictColumn& column) { return column.judgements[0].n; }

// A line for each claim.
std::string Table(const std::vector<VerdictColumn>& columns) {
  std::vector<MarkdownColumn> headers = {{"the report says"}};
  for (const VerdictColumn& column : columns)
    headers.push_back({absl::StrCat(column.header, ", n = ", SeedsOf(column))});
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    std::vector<std::string> row = {ClaimText(*columns[0].judgements[i].claim)};
    for (const VerdictColumn& column : columns) {
      row.push_back(CellText(column.judgements[i], SeedsOf(column)));
    }
    rows.push_back(std::move(row));
  }
  return MarkdownTable(headers, rows);
}

// The claims of a level are one family of tests: all first columns, all second ones.
void CorrectByLevel(std::vector<Judged>& questions) {
  for (size_t level = 0;; ++level) {
    std::vector<Judgement*> family;
    for (Judged& question : questions) {
      if (level >= question.columns.size()) continue;
      for (Judgement& judgement : question.columns[level].judgements) family.push_back(&judgement);
    }
    if (family.empty()) return;
    CorrectTogether(family);
  }
}

void AppendData(const std::string& experiment, const std::vector<VerdictColumn>& columns,
                DataTable& data) {
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    for (const VerdictColumn& column : columns) {
      const Judgement& judgement = column.judgements[i];
      const Claim& claim = *judgement.claim;
      const auto bound = [&](double statistics::Interval::* member) {
        return judgement.effect.has_value() ? RoundedCell((*judgement.effect).*member)
                                            : nlohmann::ordered_json(nullptr);
      };
      data.rows.push_back(
          {claim.id, claim.part_of, experiment, column.name, Name(judgement.verdict), judgement.n,
           bound(&statistics::Interval::estimate), bound(&statistics::Interval::low),
           bound(&statistics::Interval::high), RoundedCell(judgement.p),
           RoundedCell(judgement.holm_p), judgement.test, judgement.detail, Cell(claim.value),
           Cell(claim.margin), claim.decided_by, claim.where, claim.quote});
    }
  }
}

// Each claim's words, what decides it, and the p-value and test of each column.
std::string HowDecidedTable(const std::vector<VerdictColumn>& columns) {
  std::vector<MarkdownColumn> headers = {{"taken as"}, {"quote"}, {"reproduced if"}};
  for (const VerdictColumn& column : columns) {
    if (!column.of_grid) headers.push_back({absl::StrCat("`", column.name, "`: p (Holm), test")});
  }
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    const Claim& claim = *columns[0].judgements[i].claim;
    const std::string margin =
        claim.margin > 0.0 ? absl::StrFormat(" Margin %g.", claim.margin) : "";
    rows.push_back({ClaimText(claim), absl::StrCat("“", claim.quote, "” (", claim.where, ")"),
                    absl::StrCat(claim.decided_by, ".", margin)});
    for (const VerdictColumn& column : columns) {
      if (!column.of_grid) rows.back().push_back(TestText(column.judgements[i]));
    }
  }
  return MarkdownTable(headers, rows);
}

}  // namespace

std::vector<Judged> JudgeAll(const std::vector<const Question*>& questions, const RunSet& runs) {
  std::vector<Judged> judged;
  for (const Question* question : questions) {
    if (question->judge != nullptr) judged.push_back({question, question->judge(runs)});
  }
  CorrectByLevel(judged);
  return judged;
}

void JudgeOverGrid(const std::vector<const Question*>& questions, const ReportInput& input,
                   std::vector<Judged>& judged) {
  std::vector<Judgement> over_grid;
  for (const Question* question : questions) {
    if (question->judge_grid == nullptr) continue;
    for (Judgement& judgement : question->judge_grid(input))
      over_grid.push_back(std::move(judgement));
  }
  for (Judged& of_question : judged) {
    VerdictColumn column = {"grid", "over a grid", {}, {}, /*of_grid=*/true};
    for (const Judgement& own : of_question.columns[0].judgements) {
      const auto found =
          std::find_if(over_grid.begin(), over_grid.end(),
                       [&](const Judgement& judgement) { return judgement.claim == own.claim; });
      if (found != over_grid.end()) column.judgements.push_back(*found);
    }
    if (column.judgements.size() == of_question.columns[0].judgements.size())
      of_question.columns.push_back(std::move(column));
  }
}

void AddVerdicts(const std::vector<Judged>& judged, const RunSet& runs, Report& report) {
  DataTable data = {
      {"claim", "part_of", "experiment", "preset_or_variant", "verdict", "n", "effect", "low",
       "high", "p", "holm_p", "test", "detail", "value", "margin", "decided_by", "where", "quote"},
      {}};
  std::vector<std::string> files;
  if (!judged.empty()) report.page.ShowSection("ANY_CLAIMS");
  bool fewer = false, any_grid = false;
  long first_level = 0;
  for (const auto& [question, columns] : judged) {
    const std::string& experiment = question->expected.experiment;
    ctemplate::TemplateDictionary* verdicts = report.page.AddSectionDictionary("VERDICTS");
    verdicts->SetValue("TITLE", question->claims_title);
    verdicts->SetValue("TABLE", Table(columns));
    verdicts->SetValue("NOTE", question->claims_note);
    std::vector<std::string> links;
    for (const VerdictColumn& column : columns) {
      if (!column.of_grid) links.push_back(RunLinks(runs, column));
    }
    ctemplate::TemplateDictionary* claims = report.page.AddSectionDictionary("CLAIMS");
    claims->SetValue("RUNS", absl::StrJoin(links, "; "));
    claims->SetValue("TITLE", question->claims_title);
    claims->SetValue("TABLE", HowDecidedTable(columns));
    AppendData(experiment, columns, data);
    files.push_back(absl::StrCat("`experiments/", experiment, "/report/claims.cc`"));
    if (columns.back().of_grid) any_grid = true;
    for (const VerdictColumn& column : columns)
      fewer |= !column.of_grid && SeedsOf(column) < kClaimSeeds.end - kClaimSeeds.first;
    for (const Judgement& judgement : columns[0].judgements) first_level += judgement.p.has_value();
  }
  report.page.SetIntValue("FIRST_CLAIM_SEED", kClaimSeeds.first);
  report.page.SetIntValue("CLAIM_SEEDS", kClaimSeeds.end - kClaimSeeds.first);
  report.page.SetIntValue("LAST_CLAIM_SEED", kClaimSeeds.end - 1);
  report.page.SetIntValue("FIRST_LEVEL", first_level);
  report.page.SetValue("FIRST_RECORDS", kFirstRecords.id);
  report.page.SetValue("FIRST_RECORDS_TIME", kFirstRecords.time);
  report.page.SetValue("CLAIMS_DECLARED", kClaimsDeclared.id);
  report.page.SetValue("CLAIMS_DECLARED_TIME", kClaimsDeclared.time);
  if (!files.empty()) report.page.SetValue("CLAIM_FILES", AndList(std::move(files)));
  if (any_grid) report.page.ShowSection("OVER_GRID");
  if (fewer) report.page.ShowSection("FEWER_SEEDS");
  report.AddTable("verdicts", data);
}

}  // namespace tenfold::reports

#include "reports/page/verdicts.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"

namespace tenfold::reports {
namespace {

// Links to those of the settings that have runs.
std::string RunLinks(const RunSet& runs, const VerdictColumn& column) {
  std::vector<std::string> links;
  for (const auto& [name, setting] : column.settings) {
    if (runs.All(setting).there() > 0) links.push_back(RunsLink(setting, name));
  }
  return absl::StrJoin(links, ", ");
}

// A line for each claim, and a last one with links.
std::string Table(const RunSet& runs, const std::vector<VerdictColumn>& columns) {
  std::vector<MarkdownColumn> headers = {{"the report says"}};
  for (const VerdictColumn& column : columns) headers.push_back({column.header});
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    std::vector<std::string> row = {columns[0].judgements[i].claim->short_form};
    for (const VerdictColumn& column : columns) row.push_back(CellText(column.judgements[i]));
    rows.push_back(std::move(row));
  }
  std::vector<std::string> links = {"the runs"};
  for (const VerdictColumn& column : columns) links.push_back(RunLinks(runs, column));
  rows.push_back(std::move(links));
  return MarkdownTable(headers, rows);
}

void AppendData(const std::string& experiment, const std::vector<VerdictColumn>& columns,
                DataTable& data) {
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    for (const VerdictColumn& column : columns) {
      const Judgement& judgement = column.judgements[i];
      const Claim& claim = *judgement.claim;
      const auto bound = [&](double Interval::* member) {
        return judgement.effect.has_value() ? RoundedCell((*judgement.effect).*member)
                                            : nlohmann::ordered_json(nullptr);
      };
      data.rows.push_back({claim.id, experiment, column.name, Name(judgement.verdict), judgement.n,
                           bound(&Interval::estimate), bound(&Interval::low),
                           bound(&Interval::high), RoundedCell(judgement.p), judgement.detail,
                           Cell(claim.value), Cell(claim.margin), claim.decided_by, claim.where,
                           claim.quote});
    }
  }
}

void AppendQuotes(const std::vector<Judgement>& judgements,
                  std::vector<std::vector<std::string>>& rows) {
  for (const Judgement& judgement : judgements) {
    const Claim& claim = *judgement.claim;
    const std::string margin =
        claim.margin > 0.0 ? absl::StrFormat(" Margin %g.", claim.margin) : "";
    rows.push_back({absl::StrCat("“", claim.quote, "” (", claim.where, ")"), claim.short_form,
                    absl::StrCat(claim.decided_by, ".", margin)});
  }
}

}  // namespace

void AddVerdicts(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  DataTable data = {{"claim", "experiment", "preset_or_variant", "verdict", "n", "effect", "low",
                     "high", "p", "detail", "value", "margin", "decided_by", "where", "quote"},
                    {}};
  std::vector<std::vector<std::string>> quotes;
  std::vector<std::string> files;
  bool fewer = false;
  for (const Question* question : questions) {
    if (question->judge == nullptr) continue;
    const std::string& experiment = question->expected.experiment;
    const std::vector<VerdictColumn> columns = question->judge(runs);
    ctemplate::TemplateDictionary* tally = report.page.AddSectionDictionary("TALLIES");
    tally->SetValue("WHICH", files.empty() ? "the claims" : "those");
    tally->SetValue("ABOUT", question->claims_about);
    tally->SetValue("TALLY", Tally(columns[0].judgements));
    ctemplate::TemplateDictionary* verdicts = report.page.AddSectionDictionary("VERDICTS");
    verdicts->SetValue("TITLE", question->claims_title);
    verdicts->SetValue("TABLE", Table(runs, columns));
    verdicts->SetValue("NOTE", question->claims_note);
    AppendData(experiment, columns, data);
    AppendQuotes(columns[0].judgements, quotes);
    files.push_back(absl::StrCat("`experiments/", experiment, "/report/claims.cc`"));
    // Whatever a verdict's seeds, those of the first claim say how far the sweep is.
    for (const VerdictColumn& column : columns) fewer |= column.judgements[0].n < kClaimSeeds;
  }
  report.page.SetIntValue("CLAIM_SEEDS", kClaimSeeds);
  if (!files.empty()) report.page.SetValue("CLAIM_FILES", AndList(std::move(files)));
  report.page.SetValue("QUOTES",
                       MarkdownTable({{"quote"}, {"taken as"}, {"reproduced if"}}, quotes));
  if (fewer) report.page.ShowSection("FEWER_SEEDS");
  report.AddTable("verdicts", data);
}

void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  DataTable data = {{"claim", "seeds", "studies", "read_as_the_report", "read_opposite",
                     "read_neither", "test_reproduced", "test_contradicted", "test_inconclusive"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  std::vector<std::pair<const Question*, size_t>> asked;  // with the seeds there are
  const auto percent = [](int studies) {
    return absl::StrFormat("%.1f %%", 100.0 * studies / kStudies);
  };
  for (const Question* question : questions) {
    if (question->studies == nullptr) continue;
    const Studies studies = question->studies(runs);
    asked.emplace_back(question, studies.seeds);
    for (const Conclusions& c : studies.conclusions) {
      rows.push_back({c.claim->short_form, percent(c.as_the_report), percent(c.opposite),
                      percent(c.neither), percent(c.reproduced), percent(c.contradicted),
                      percent(c.inconclusive)});
      data.rows.push_back({c.claim->id, studies.seeds, kStudies, c.as_the_report, c.opposite,
                           c.neither, c.reproduced, c.contradicted, c.inconclusive});
    }
  }
  report.AddTable("ten-seeds", data);
  if (asked.empty()) return;
  ctemplate::TemplateDictionary* section =
      report.page.AddSectionDictionary(rows.empty() ? "TEN_SEEDS_MISSING" : "TEN_SEEDS");
  section->SetIntValue("SEEDS", static_cast<long>(asked[0].second));
  section->SetValue("PRESET", asked[0].first->expected.preset);
  section->SetIntValue("LEAST", static_cast<long>(kLeastSeeds));
  section->SetIntValue("STUDIES", kStudies);
  for (size_t i = 1; i < asked.size(); ++i) {
    ctemplate::TemplateDictionary* further = section->AddSectionDictionary("FURTHER");
    further->SetIntValue("SEEDS", static_cast<long>(asked[i].second));
    further->SetValue("WHOSE", asked[i].first->studies_of);
  }
  section->SetValue("TABLE", MarkdownTable({{"conclusion"},
                                            {"read: as the report", Align::kRight},
                                            {"opposite", Align::kRight},
                                            {"neither", Align::kRight},
                                            {"tested: reproduced", Align::kRight},
                                            {"contradicted", Align::kRight},
                                            {"inconclusive", Align::kRight}},
                                           rows));
}

}  // namespace tenfold::reports

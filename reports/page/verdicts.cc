#include "reports/page/verdicts.h"

#include <optional>
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

// Links to those of the settings that have runs.
std::string RunLinks(const RunSet& runs, const VerdictColumn& column) {
  std::vector<std::string> links;
  for (const auto& [name, setting] : column.settings) {
    if (runs.All(setting).there() > 0) links.push_back(RunsLink(setting, name));
  }
  return absl::StrJoin(links, ", ");
}

// "< 0.0001, t"
std::string TestText(const Judgement& judgement) {
  if (!judgement.holm_p.has_value()) return "–";
  return absl::StrCat(PValue(*judgement.holm_p), ", ", judgement.test);
}

// What a claim is a part of stands above it.
std::string ClaimText(const Claim& claim) {
  return absl::StrCat(*claim.part_of == '\0' ? "" : "– ", claim.short_form);
}

// A line for each claim, and a last one with links.
std::string Table(const RunSet& runs, const std::vector<VerdictColumn>& columns) {
  std::vector<MarkdownColumn> headers = {{"the report says"}};
  for (const VerdictColumn& column : columns) {
    headers.push_back({column.header});
    headers.push_back({"p (Holm), test"});
  }
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    std::vector<std::string> row = {ClaimText(*columns[0].judgements[i].claim)};
    for (const VerdictColumn& column : columns) {
      row.push_back(CellText(column.judgements[i]));
      row.push_back(TestText(column.judgements[i]));
    }
    rows.push_back(std::move(row));
  }
  std::vector<std::string> links = {"the runs"};
  for (const VerdictColumn& column : columns) {
    links.push_back(RunLinks(runs, column));
    links.emplace_back();
  }
  rows.push_back(std::move(links));
  return MarkdownTable(headers, rows);
}

// The claims of a level are one family of tests: all first columns, all second ones.
void CorrectByLevel(std::vector<std::vector<VerdictColumn>>& questions) {
  for (size_t level = 0;; ++level) {
    std::vector<Judgement*> family;
    for (std::vector<VerdictColumn>& columns : questions) {
      if (level >= columns.size()) continue;
      for (Judgement& judgement : columns[level].judgements) family.push_back(&judgement);
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
      const auto bound = [&](double Interval::* member) {
        return judgement.effect.has_value() ? RoundedCell((*judgement.effect).*member)
                                            : nlohmann::ordered_json(nullptr);
      };
      data.rows.push_back({claim.id, claim.part_of, experiment, column.name,
                           Name(judgement.verdict), judgement.n, bound(&Interval::estimate),
                           bound(&Interval::low), bound(&Interval::high), RoundedCell(judgement.p),
                           RoundedCell(judgement.holm_p), judgement.test, judgement.detail,
                           Cell(claim.value), Cell(claim.margin), claim.decided_by, claim.where,
                           claim.quote});
    }
  }
}

// "0.1 / 82.4 / 17.5": per cent of the studies that come to each.
std::string CountsText(const Counts& counts) {
  const auto percent = [](int studies) { return Number(100.0 * studies / kStudies, 1); };
  return absl::StrCat(percent(counts.as_the_report), " / ", percent(counts.opposite), " / ",
                      percent(counts.neither));
}

void AppendQuotes(const std::vector<Judgement>& judgements,
                  std::vector<std::vector<std::string>>& rows) {
  for (const Judgement& judgement : judgements) {
    const Claim& claim = *judgement.claim;
    const std::string margin =
        claim.margin > 0.0 ? absl::StrFormat(" Margin %g.", claim.margin) : "";
    rows.push_back({absl::StrCat("“", claim.quote, "” (", claim.where, ")"), ClaimText(claim),
                    absl::StrCat(claim.decided_by, ".", margin)});
  }
}

}  // namespace

void AddVerdicts(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  DataTable data = {
      {"claim", "part_of", "experiment", "preset_or_variant", "verdict", "n", "effect", "low",
       "high", "p", "holm_p", "test", "detail", "value", "margin", "decided_by", "where", "quote"},
      {}};
  std::vector<const Question*> asked;
  std::vector<std::vector<VerdictColumn>> judged;
  for (const Question* question : questions) {
    if (question->judge == nullptr) continue;
    asked.push_back(question);
    judged.push_back(question->judge(runs));
  }
  CorrectByLevel(judged);
  std::vector<std::vector<std::string>> quotes;
  std::vector<std::string> files;
  bool fewer = false;
  long first_level = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    const std::vector<VerdictColumn>& columns = judged[i];
    const std::string& experiment = asked[i]->expected.experiment;
    ctemplate::TemplateDictionary* verdicts = report.page.AddSectionDictionary("VERDICTS");
    verdicts->SetValue("TITLE", asked[i]->claims_title);
    verdicts->SetValue("TABLE", Table(runs, columns));
    verdicts->SetValue("NOTE", asked[i]->claims_note);
    AppendData(experiment, columns, data);
    AppendQuotes(columns[0].judgements, quotes);
    files.push_back(absl::StrCat("`experiments/", experiment, "/report/claims.cc`"));
    // Whatever a verdict's seeds, those of the first claim say how far the sweep is.
    for (const VerdictColumn& column : columns)
      fewer |= column.judgements[0].n < kClaimSeeds.end - kClaimSeeds.first;
    for (const Judgement& judgement : columns[0].judgements) first_level += judgement.p.has_value();
  }
  report.page.SetIntValue("FIRST_CLAIM_SEED", kClaimSeeds.first);
  report.page.SetIntValue("LAST_CLAIM_SEED", kClaimSeeds.end - 1);
  report.page.SetIntValue("FIRST_LEVEL", first_level);
  report.page.SetValue("FIRST_RECORDS", kFirstRecords.id);
  report.page.SetValue("FIRST_RECORDS_TIME", kFirstRecords.time);
  report.page.SetValue("CLAIMS_DECLARED", kClaimsDeclared.id);
  report.page.SetValue("CLAIMS_DECLARED_TIME", kClaimsDeclared.time);
  if (!files.empty()) report.page.SetValue("CLAIM_FILES", AndList(std::move(files)));
  report.page.SetValue("QUOTES",
                       MarkdownTable({{"quote"}, {"taken as"}, {"reproduced if"}}, quotes));
  if (fewer) report.page.ShowSection("FEWER_SEEDS");
  report.AddTable("verdicts", data);
}

void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  DataTable data = {{"claim", "seeds", "studies"}, {}};
  for (const char* way : {"read_unpaired", "read_paired", "tested_unpaired", "tested_paired"}) {
    for (const char* end : {"_as_the_report", "_opposite", "_neither"})
      data.columns.push_back(absl::StrCat(way, end));
  }
  std::vector<std::vector<std::string>> rows;
  std::vector<std::pair<const Question*, size_t>> asked;  // with the seeds there are
  for (const Question* question : questions) {
    if (question->studies == nullptr) continue;
    const Studies studies = question->studies(runs);
    asked.emplace_back(question, studies.seeds);
    for (const Conclusions& c : studies.conclusions) {
      rows.push_back({ClaimText(*c.claim)});
      data.rows.push_back({c.claim->id, studies.seeds, kStudies});
      for (const std::optional<Counts>& counts :
           {std::optional(c.read), c.read_paired, std::optional(c.tested), c.tested_paired}) {
        rows.back().push_back(counts.has_value() ? CountsText(*counts) : "–");
        for (int Counts::* member : {&Counts::as_the_report, &Counts::opposite, &Counts::neither}) {
          data.rows.back().push_back(counts.has_value() ? nlohmann::ordered_json((*counts).*member)
                                                        : nlohmann::ordered_json(nullptr));
        }
      }
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
                                            {"read, unpaired", Align::kRight},
                                            {"read, paired", Align::kRight},
                                            {"tested, unpaired", Align::kRight},
                                            {"tested, paired", Align::kRight}},
                                           rows));
}

}  // namespace tenfold::reports

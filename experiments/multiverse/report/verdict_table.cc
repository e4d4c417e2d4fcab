#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "experiments/multiverse/declaration.h"
#include "experiments/multiverse/report/parts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

constexpr size_t kTermsOfARow = 2;

std::string TermsText(const GridResult& result) {
  if (!result.dependence.has_value()) return "–";
  std::vector<std::string> terms;
  for (const Term* term : TermsFound(*result.dependence))
    terms.push_back(TermText(*result.grid, *term));
  const size_t more = terms.size() - std::min(terms.size(), kTermsOfARow);
  terms.resize(terms.size() - more);
  if (more > 0) terms.push_back(absl::StrCat("and ", more, " more"));
  return terms.empty() ? "no choice found" : absl::StrJoin(terms, ", ");
}

void AddGrid(const measurements::Grid& grid, ctemplate::TemplateDictionary& section) {
  ctemplate::TemplateDictionary* entry = section.AddSectionDictionary("GRID");
  std::vector<std::string> choices;
  double combinations = 1.0;
  for (const measurements::Choice& choice : grid.choices) {
    choices.push_back(absl::StrCat(Literal(choice.name), " (", choice.levels.size(), ")"));
    combinations *= static_cast<double>(choice.levels.size());
  }
  long runs = 0, diverged = 0;
  for (const measurements::GridSetting& setting : grid.settings) {
    runs += static_cast<long>(setting.runs.size());
    for (const measurements::GridRun& run : setting.runs) diverged += run.outcomes.empty();
  }
  entry->SetValue("EXPERIMENT", Literal(grid.experiment));
  entry->SetValue("PRESET", Literal(grid.preset));
  entry->SetIntValue("SETTINGS", static_cast<long>(grid.settings.size()));
  entry->SetValue("COMBINATIONS", absl::StrFormat("%.0f", combinations));
  entry->SetIntValue("RUNS", runs);
  entry->SetIntValue("DIVERGED", diverged);
  entry->SetIntValue("VARIANTS", static_cast<long>(grid.variants.size()));
  entry->SetValue("CHOICES", AndList(std::move(choices)));
}

std::vector<nlohmann::ordered_json> RowOf(const GridResult& r) {
  const auto bound = [&](double statistics::Interval::* member) {
    return r.mean.has_value() ? RoundedCell(r.Shown(*r.mean).*member) : Cell({});
  };
  return {r.claim->id,
          r.claim->part_of,
          r.grid->experiment,
          WordOverGrid(r.verdict),
          r.grid->settings.size(),
          r.Count(Outcome::kHolds),
          r.Open(),
          r.Count(Outcome::kFails),
          r.unit->axis,
          bound(&statistics::Interval::estimate),
          bound(&statistics::Interval::low),
          bound(&statistics::Interval::high),
          r.dependence.has_value() ? RoundedCell(r.dependence->r_squared) : Cell({}),
          RoundedCell(r.noise_share)};
}

std::string Table(const std::vector<std::vector<std::string>>& rows) {
  return MarkdownTable({{"the report says"},
                        {"over the grid"},
                        {"holds / open / fails", Align::kRight},
                        {"mean effect [95 %]", Align::kRight},
                        {"larger with"}},
                       rows);
}

}  // namespace

std::vector<GridResult> JudgeGrids(const measurements::Multiverse& multiverse) {
  std::vector<GridResult> all;
  for (const measurements::Grid& grid : multiverse.grids) {
    for (GridResult& result : JudgeGrid(grid)) all.push_back(std::move(result));
  }
  return all;
}

absl::Status AddGridVerdicts(const ReportInput& input, Report& report) {
  if (!input.multiverse.has_value()) return absl::OkStatus();
  const measurements::Multiverse& multiverse = *input.multiverse;
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("MULTIVERSE");
  section->SetValue("DIGEST", Literal(multiverse.declaration_digest));
  section->SetValue("COMMIT", Literal(multiverse.provenance.commit));
  section->SetIntValue("SEEDS", multiverse::kSeeds);
  section->SetValue("PART", absl::StrFormat("%.0f", 100.0 * multiverse::EverywherePart()));
  section->SetValue("CONFIDENCE",
                    absl::StrFormat("%.0f", 100.0 * multiverse::SimultaneousConfidence()));
  for (const measurements::Grid& grid : multiverse.grids) AddGrid(grid, *section);
  DataTable data = {{"claim", "part_of", "experiment", "verdict", "settings", "holds", "open",
                     "fails", "unit", "mean_effect", "low", "high", "r_squared", "noise_share"},
                    {}};
  // Of all claims that are asked, and of those that are no part of another.
  std::vector<std::vector<std::string>> all, whole;
  for (const GridResult& result : JudgeGrids(multiverse)) {
    data.rows.push_back(RowOf(result));
    if (result.verdict == Verdict::kNothing) continue;
    all.push_back(
        {ClaimText(*result.claim),
         absl::StrCat("**", Sign(result.verdict), " ", WordOverGrid(result.verdict), "**"),
         absl::StrCat(result.Count(Outcome::kHolds), " / ", result.Open(), " / ",
                      result.Count(Outcome::kFails)),
         absl::StrCat(result.mean ? EffectText(result, *result.mean) : "–",
                      result.is_slack ? " \\*" : ""),
         TermsText(result)});
    if (*result.claim->part_of == '\0') whole.push_back(all.back());
  }
  report.AddTable("multiverse", data);
  section->SetValue("TABLE", Table(whole));
  section->SetValue("ALL", Table(all));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

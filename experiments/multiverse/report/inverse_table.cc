#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/multiverse/report/inverse.h"
#include "experiments/multiverse/report/pair_parts.h"
#include "experiments/multiverse/report/parts.h"
#include "experiments/pairs/report/claims.h"
#include "experiments/pairs/report/settings.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

constexpr size_t kShown = 5;

// What a setting is chosen by.
struct Criterion {
  const char* id;
  const char* name;
  statistics::ChiSquared Misfit::* sum;
};
constexpr Criterion kCriteria[] = {{"means", "the eight means", &Misfit::means},
                                   {"all", "all sixteen numbers", &Misfit::all}};

std::vector<NamedCells> SettingsOf(const measurements::Grid& grid) {
  std::vector<NamedCells> settings;
  const std::vector<statistics::FactorialCells> cells = CellsOf(grid);
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& overrides = grid.settings[i].overrides;
    settings.push_back({overrides.empty() ? grid.preset : overrides, cells[i]});
  }
  return settings;
}

// What the records have of the presets that claims are decided for.
std::vector<NamedCells> Presets(const RunSet& runs) {
  std::vector<NamedCells> presets;
  for (const char* preset : kPairsPresets) {
    const statistics::FactorialCells cells =
        PairCells(runs, preset, runs.main_engine(), {0, kSeedsOfSetting});
    presets.push_back({absl::StrCat("preset ", preset), cells});
  }
  return presets;
}

const char* Text(Reading reading) {
  return reading == Reading::kHeaded ? "as headed" : "as captioned";
}

std::string SumText(const statistics::ChiSquared& sum) {
  return absl::StrCat(absl::StrFormat("%.1f", sum.value), ", p ", sum.p() < 0.0001 ? "" : "= ",
                      PValue(sum.p()));
}

void AddChosen(const Criterion& by, const std::vector<Candidate>& candidates,
               const std::vector<Candidate>& presets, ctemplate::TemplateDictionary& section,
               DataTable& data) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const Candidate& c, size_t rank) {
    const statistics::ChiSquared &chosen = c.chosen.*by.sum, &tested = c.tested.*by.sum;
    data.rows.push_back({by.id, rank > 0 ? nlohmann::ordered_json(rank) : Cell({}), c.name,
                         Text(c.reading), RoundedCell(chosen.value), RoundedCell(tested.value),
                         tested.degrees, RoundedCell(tested.p())});
    if (rank > kShown) return;
    rows.push_back({rank > 0 ? absl::StrCat(rank) : "–", Literal(c.name), Text(c.reading),
                    absl::StrFormat("%.1f", chosen.value), SumText(tested)});
  };
  for (size_t i = 0; i < candidates.size(); ++i) add(candidates[i], i + 1);
  for (const Candidate& preset : presets) add(preset, 0);
  const Candidate& best = candidates.front();
  const statistics::ChiSquared& tested = best.tested.*by.sum;
  for (const char* name : {"CHOSEN", "CHOSEN_TABLE"}) {
    ctemplate::TemplateDictionary* entry = section.AddSectionDictionary(name);
    entry->SetValue("BY", by.name);
    entry->SetValue("NAME", Literal(best.name));
    entry->SetValue("READING", Text(best.reading));
    entry->SetIntValue("DEGREES", tested.degrees);
    entry->SetValue("TESTED", SumText(tested));
    entry->SetValue("TABLE", MarkdownTable({{"", Align::kRight},
                                            {"setting"},
                                            {"tables"},
                                            {"first seeds", Align::kRight},
                                            {"other seeds", Align::kRight}},
                                           rows));
    entry->ShowSection(tested.p() < statistics::kAlpha ? "NONE" : "ONE");
  }
}

}  // namespace

absl::Status AddInverse(const ReportInput& input, Report& report) {
  if (!input.multiverse.has_value()) return absl::OkStatus();
  DataTable data = {{"chosen_by", "rank", "setting", "reading", "chi_squared_first_seeds",
                     "chi_squared_other_seeds", "degrees", "p_other_seeds"},
                    {}};
  for (const measurements::Grid& grid : input.multiverse->grids) {
    if (grid.experiment != "pairs") continue;
    const std::vector<NamedCells> settings = SettingsOf(grid);
    const std::vector<Candidate> candidates = CandidatesOf(settings, settings);
    if (candidates.empty()) continue;
    ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("INVERSE");
    section->SetIntValue("LAST_CHOOSING", static_cast<long>(kFirstTestedSeed) - 1);
    section->SetIntValue("FIRST_TESTED", static_cast<long>(kFirstTestedSeed));
    section->SetIntValue("LAST_TESTED", static_cast<long>(kSeedsOfSetting) - 1);
    section->SetIntValue("SHOWN", static_cast<long>(std::min(kShown, candidates.size())));
    for (const Criterion& by : kCriteria) {
      AddChosen(by, Nearest(candidates, by.sum),
                Nearest(CandidatesOf(Presets(input.runs), settings), by.sum), *section, data);
    }
  }
  if (!data.rows.empty()) report.AddTable("multiverse-inverse", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

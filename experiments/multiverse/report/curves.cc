#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "experiments/multiverse/report/parts.h"
#include "experiments/multiverse/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

// In pixels of the picture.
constexpr int kLaneHeight = 12, kChoiceGap = 6, kAboveLanes = 236, kBelowLanes = 12;

// As gnuplot reads it between single quotes.
std::string Quoted(const std::string& text) { return absl::StrReplaceAll(text, {{"'", "''"}}); }

// By setting's effect, the smallest first.
std::vector<const SettingResult*> Sorted(const GridResult& result) {
  std::vector<const SettingResult*> sorted;
  for (const SettingResult& setting : result.settings) sorted.push_back(&setting);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const SettingResult* a, const SettingResult* b) {
                     return a->effect.estimate < b->effect.estimate;
                   });
  return sorted;
}

void AddBound(const GridResult& result, double bound, ctemplate::TemplateDictionary& script) {
  if (!std::isfinite(bound)) return;
  const double shown = result.Shown({bound, bound, bound}).estimate * result.unit->scale;
  script.AddSectionDictionary("BOUND")->SetValue("VALUE", absl::StrFormat("%.6g", shown));
}

// Lanes: one for each level of each choice, with their names; the place of each in the picture.
std::vector<std::vector<int>> AddLanes(const measurements::Grid& grid,
                                       ctemplate::TemplateDictionary& script) {
  std::vector<std::vector<int>> lanes;
  int y = 0;
  for (const measurements::Choice& choice : grid.choices) {
    ctemplate::TemplateDictionary* entry = script.AddSectionDictionary("CHOICE");
    entry->SetValue("NAME", Quoted(choice.name));
    entry->SetIntValue("COLUMN", static_cast<long>(lanes.size()) + 6);
    y += kChoiceGap;
    std::vector<int>& of_choice = lanes.emplace_back();
    for (const std::string& level : choice.levels) {
      y += kLaneHeight;
      of_choice.push_back(y - kLaneHeight / 2);
      ctemplate::TemplateDictionary* lane = entry->AddSectionDictionary("LEVEL");
      lane->SetValue("TEXT", Quoted(level));
      lane->SetIntValue("Y", of_choice.back());
    }
    entry->SetIntValue("Y", of_choice.front());
    entry->SetIntValue("TOP", y - kLaneHeight * static_cast<int>(choice.levels.size()));
    entry->SetIntValue("BOTTOM", y);
  }
  script.SetIntValue("LANES", y + kChoiceGap);
  script.SetIntValue("ABOVE_LANES", kAboveLanes);
  script.SetIntValue("HEIGHT", kAboveLanes + y + kChoiceGap + kBelowLanes);
  return lanes;
}

std::string AddCurve(const GridResult& result, Report& report) {
  const std::string name = absl::StrCat("multiverse-", result.claim->id);
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("TITLE", result.claim->short_form);
  script.SetValue("AXIS", result.unit->axis);
  script.SetIntValue("SETTINGS", static_cast<long>(result.settings.size()));
  AddBound(result, result.low, script);
  AddBound(result, result.high, script);
  const std::vector<std::vector<int>> lanes = AddLanes(*result.grid, script);
  DataTable data = {{"place", "effect", "low", "high", "outcome"}, {}};
  for (const measurements::Choice& choice : result.grid->choices)
    data.columns.push_back(absl::StrReplaceAll(choice.name, {{" ", "_"}}));
  data.columns.push_back("overrides");
  for (const SettingResult* setting : Sorted(result)) {
    const measurements::GridSetting& of_grid = result.grid->settings[setting->setting];
    const statistics::Interval shown = result.Shown(setting->effect);
    const auto cell = [&](double value) { return RoundedCell(result.unit->scale * value); };
    auto& row = data.rows.emplace_back();
    row = {data.rows.size(), cell(shown.estimate), cell(shown.low), cell(shown.high),
           Name(setting->outcome)};
    for (size_t c = 0; c < lanes.size(); ++c)
      row.push_back(lanes[c][static_cast<size_t>(of_grid.levels[c])]);
    row.push_back(of_grid.overrides);
  }
  report.AddFigure(name, Expand(kCurvesGp, script), name + ".csv", ToCsv(data));
  return name;
}

// The choices, and of the pairs of choices those that are found.
std::string TermsTable(const GridResult& result) {
  std::vector<std::vector<std::string>> rows;
  for (const Term& term : result.dependence->terms) {
    if (term.second.has_value() && term.holm_p >= statistics::kAlpha) continue;
    const statistics::Interval slope = statistics::IntervalOf(term.slope);
    const double scale = result.is_log ? 1.0 : result.unit->scale;
    rows.push_back({TermText(*result.grid, term),
                    SignedWithInterval(slope, scale, result.is_log ? 3 : result.unit->decimals + 1),
                    PValue(term.holm_p), absl::StrCat(Number(100.0 * term.share, 1), " %")});
  }
  return MarkdownTable({{"larger with"},
                        {"half the range [95 %]", Align::kRight},
                        {"p (Holm)", Align::kRight},
                        {"of the variance", Align::kRight}},
                       rows);
}

void AppendTerms(const GridResult& result, DataTable& data) {
  if (!result.dependence.has_value()) return;
  const auto& choices = result.grid->choices;
  for (const Term& term : result.dependence->terms) {
    const statistics::Interval slope = statistics::IntervalOf(term.slope);
    data.rows.push_back({result.claim->id, choices[term.first].name,
                         term.second.has_value() ? choices[*term.second].name : "",
                         RoundedCell(slope.estimate), RoundedCell(slope.low),
                         RoundedCell(slope.high), RoundedCell(term.p), RoundedCell(term.holm_p),
                         RoundedCell(term.share)});
  }
}

bool IsMain(const GridResult& result) {
  return std::any_of(std::begin(kMainClaims), std::end(kMainClaims),
                     [&](const std::string& id) { return id == result.claim->id; });
}

}  // namespace

absl::Status AddGridCurves(const ReportInput& input, Report& report) {
  if (!input.multiverse.has_value()) return absl::OkStatus();
  DataTable terms = {{"claim", "choice", "with", "slope", "low", "high", "p", "holm_p", "share"},
                     {}};
  ctemplate::TemplateDictionary *page = nullptr, *document = nullptr;
  for (const GridResult& result : JudgeGrids(*input.multiverse)) {
    if (result.settings.empty()) continue;
    AppendTerms(result, terms);
    const std::string name = AddCurve(result, report);
    const bool is_main = IsMain(result);
    if (is_main) {
      if (page == nullptr) page = report.page.AddSectionDictionary("MAIN_CURVES");
      ctemplate::TemplateDictionary* figure = page->AddSectionDictionary("FIGURE");
      figure->SetValue("NAME", name);
      figure->SetValue("CLAIM", result.claim->short_form);
    }
    if (document == nullptr) document = report.page.AddSectionDictionary("GRID_CLAIMS");
    ctemplate::TemplateDictionary* entry = document->AddSectionDictionary("CLAIM");
    entry->SetValue("CLAIM", result.claim->short_form);
    entry->SetValue("WORD", absl::StrCat(Sign(result.verdict), " ", WordOverGrid(result.verdict)));
    entry->SetIntValue("HOLDS", result.Count(Outcome::kHolds));
    entry->SetIntValue("OPEN", result.Open());
    entry->SetIntValue("FAILS", result.Count(Outcome::kFails));
    entry->SetIntValue("SETTINGS", static_cast<long>(result.grid->settings.size()));
    entry->SetValue("MEAN", result.mean ? EffectText(result, *result.mean) : "–");
    if (result.noise_share.has_value())
      entry->AddSectionDictionary("NOISE")->SetValue("SHARE",
                                                     Number(100.0 * *result.noise_share, 0));
    if (!is_main) entry->AddSectionDictionary("FIGURE")->SetValue("NAME", name);
    if (!result.dependence.has_value()) continue;
    ctemplate::TemplateDictionary* table = entry->AddSectionDictionary("TERMS");
    table->SetValue("TABLE", TermsTable(result));
    table->SetValue("EXPLAINED", Number(100.0 * result.dependence->r_squared, 0));
  }
  if (!terms.rows.empty()) report.AddTable("multiverse-terms", terms);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "experiments/pairs/report/claims.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/settings.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "statistics/factorial.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

std::string EffectName(int factors) {
  std::vector<std::string> names;
  if ((factors & 4) != 0) names.push_back("convolutions");
  if ((factors & 2) != 0) names.push_back("weight sharing");
  if ((factors & 1) != 0) names.push_back("auxiliary loss");
  return absl::StrJoin(names, " × ");
}

}  // namespace

absl::Status AddFactorial(const ReportInput& input, Report& report) {
  DataTable data = {{"preset", "effect", "n", "estimate", "low", "high", "p", "holm_p",
                     "detectable_with_n", "detectable_with_10"},
                    {}};
  for (const char* preset : kPairsPresets) {
    const statistics::FactorialCells cells =
        PairCells(input.runs, preset, input.runs.main_engine(), kClaimSeeds);
    const int n = static_cast<int>(cells[0].size());
    const std::vector<statistics::FactorialEffect> effects = statistics::FactorialEffects(cells);
    if (effects.empty()) continue;
    const double with_n = statistics::DetectableEffect(n),
                 with_10 = statistics::DetectableEffect(kTableSeeds);
    std::vector<std::vector<std::string>> rows;
    for (const statistics::FactorialEffect& effect : effects) {
      const double std =
          *statistics::SampleStd(statistics::FactorialContrast(cells, effect.factors));
      const statistics::Interval& interval = effect.interval;
      rows.push_back({EffectName(effect.factors), PointsWithInterval(interval),
                      PValue(effect.holm_p), Number(100 * std * with_n, 2),
                      Number(100 * std * with_10, 2)});
      data.rows.push_back({preset, EffectName(effect.factors), n, RoundedCell(interval.estimate),
                           RoundedCell(interval.low), RoundedCell(interval.high),
                           RoundedCell(effect.p), RoundedCell(effect.holm_p),
                           RoundedCell(std * with_n), RoundedCell(std * with_10)});
    }
    ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("FACTORIAL");
    section->SetValue("PRESET", preset);
    section->SetIntValue("N", n);
    section->SetValue("TABLE", MarkdownTable({{"effect"},
                                              {"points [95 %]", Align::kRight},
                                              {"p (Holm)", Align::kRight},
                                              {"seen with these seeds", Align::kRight},
                                              {"with ten", Align::kRight}},
                                             rows));
  }
  report.AddTable("factorial", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

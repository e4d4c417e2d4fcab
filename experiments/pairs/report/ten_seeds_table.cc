#include "experiments/pairs/report/ten_seeds_table.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/disc/report/disc_verdicts.h"
#include "experiments/pairs/report/pair_cells.h"
#include "experiments/pairs/report/ten_seeds.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kAllSeeds = std::numeric_limits<int64_t>::max();

std::string Percent(int studies) { return absl::StrFormat("%.1f %%", 100.0 * studies / kStudies); }

std::vector<bool> DiscAbove95(const RunSet& runs) {
  std::vector<bool> above;
  for (const RunRecord* record :
       RunsOf(runs, {"disc", kPreset, "", "depth-4", runs.main_engine()}, kAllSeeds))
    above.push_back(CountAbove95({record}) == 1);
  return above;
}

}  // namespace

absl::Status AddTenSeeds(const ReportInput& input, Report& report) {
  const FactorialCells cells = PairCells(input.runs, kPreset, input.runs.main_engine(), kAllSeeds);
  const std::vector<bool> above = DiscAbove95(input.runs);
  std::vector<Conclusions> all = ResampleStudies(cells);
  if (const Conclusions disc = ResampleDisc(above); disc.claim != nullptr) all.push_back(disc);
  DataTable data = {{"claim", "seeds", "studies", "read_as_the_report", "read_opposite",
                     "read_neither", "test_reproduced", "test_contradicted", "test_inconclusive"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const Conclusions& c : all) {
    const size_t seeds = IsAboutPairs(c.claim->kind) ? cells[0].size() : above.size();
    rows.push_back({c.claim->short_form, Percent(c.as_the_report), Percent(c.opposite),
                    Percent(c.neither), Percent(c.reproduced), Percent(c.contradicted),
                    Percent(c.inconclusive)});
    data.rows.push_back({c.claim->id, seeds, kStudies, c.as_the_report, c.opposite, c.neither,
                         c.reproduced, c.contradicted, c.inconclusive});
  }
  report.AddTable("ten-seeds", data);
  if (rows.empty()) {
    ctemplate::TemplateDictionary* none = report.page.AddSectionDictionary("TEN_SEEDS_MISSING");
    none->SetIntValue("SEEDS", static_cast<long>(cells[0].size()));
    none->SetIntValue("LEAST", static_cast<long>(kLeastSeeds));
    return absl::OkStatus();
  }
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("TEN_SEEDS");
  section->SetIntValue("SEEDS", static_cast<long>(cells[0].size()));
  section->SetIntValue("DISC_SEEDS", static_cast<long>(above.size()));
  section->SetIntValue("STUDIES", kStudies);
  section->SetValue("TABLE", MarkdownTable({{"conclusion"},
                                            {"read: as the report", Align::kRight},
                                            {"opposite", Align::kRight},
                                            {"neither", Align::kRight},
                                            {"tested: reproduced", Align::kRight},
                                            {"contradicted", Align::kRight},
                                            {"inconclusive", Align::kRight}},
                                           rows));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

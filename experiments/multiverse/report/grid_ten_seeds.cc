#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/multiverse/report/inverse.h"
#include "experiments/multiverse/report/pair_parts.h"
#include "experiments/multiverse/report/parts.h"
#include "experiments/pairs/report/studies.h"
#include "experiments/pairs/report/verdicts.h"
#include "reports/claims/studies.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

// "62 / 30 / 8": per cent of the settings.
std::string Percent(const Counts& counts) {
  const int all = counts.as_the_report + counts.opposite + counts.neither;
  const auto percent = [&](int n) { return Number(all > 0 ? 100.0 * n / all : 0.0, 0); };
  return absl::StrCat(percent(counts.as_the_report), " / ", percent(counts.opposite), " / ",
                      percent(counts.neither));
}

}  // namespace

absl::Status AddGridTenSeeds(const ReportInput& input, Report& report) {
  if (!input.multiverse.has_value()) return absl::OkStatus();
  DataTable data = {{"claim", "settings", "read_as_the_report", "read_opposite", "read_neither",
                     "tested_as_the_report", "tested_opposite", "tested_neither"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const measurements::Grid& grid : input.multiverse->grids) {
    if (grid.experiment != "pairs") continue;
    std::vector<statistics::FactorialCells> whole;
    for (statistics::FactorialCells& cells : CellsOf(grid)) {
      if (cells[0].size() == kSeedsOfSetting) whole.push_back(std::move(cells));
    }
    for (const PairClaim& claim : PairsClaims()) {
      if (!IsReadFromTables(claim.test) || whole.empty()) continue;
      Counts read, tested;
      for (const statistics::FactorialCells& cells : whole) {
        read.Add(ReadAsTheReport(claim, Print(cells)));
        tested.Add(JudgePairs({&claim}, cells, cells)[0].verdict);
      }
      data.rows.push_back({claim.id, whole.size(), read.as_the_report, read.opposite, read.neither,
                           tested.as_the_report, tested.opposite, tested.neither});
      rows.push_back({ClaimText(claim), Percent(read), Percent(tested)});
    }
  }
  if (rows.empty()) return absl::OkStatus();
  report.AddTable("multiverse-ten-seeds", data);
  report.page.AddSectionDictionary("GRID_TEN_SEEDS")
      ->SetValue(
          "TABLE",
          MarkdownTable(
              {{"conclusion"}, {"read", Align::kRight}, {"tested, paired", Align::kRight}}, rows));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "experiments/disc/report/claims.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "reports/parts/artifacts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

constexpr char kArtifact[] = "grid.csv";

struct Corner {
  double x, y;
  int value;
};

void AddCrossing(const Corner& a, const Corner& b, std::vector<std::pair<double, double>>& found) {
  if ((a.value < 0) == (b.value < 0)) return;
  const double t = static_cast<double>(a.value) / (a.value - b.value);
  found.emplace_back(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
}

// A line for each segment.
void AppendSegments(const std::vector<Segment>& segments, const RunRecord& record,
                    std::string& data) {
  const char* claim = *record.test_accuracy > kClaimedAccuracy ? "above" : "below";
  for (const Segment& s : segments) {
    absl::StrAppendFormat(&data, "%s,%d,%s,%.4f,%.4f,%.4f,%.4f\n", record.variant, record.seed,
                          claim, s.x1, s.y1, s.x2, s.y2);
  }
}

}  // namespace

absl::StatusOr<Grid> ReadGrid(absl::string_view csv) {
  const std::vector<absl::string_view> lines = absl::StrSplit(absl::StripSuffix(csv, "\n"), '\n');
  Grid grid;
  for (absl::string_view line : lines) {
    grid.emplace_back();
    bool numbers = lines.size() > 1;
    for (absl::string_view field : absl::StrSplit(line, ',')) {
      int value = 0;
      numbers = numbers && absl::SimpleAtoi(field, &value);
      grid.back().push_back(value);
    }
    if (!numbers || grid.back().size() != lines.size()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", grid.size(), ": expected a square of whole numbers, at least two a side"));
    }
  }
  return grid;
}

std::vector<Segment> ZeroLine(const Grid& grid) {
  std::vector<Segment> segments;
  const double side = 1.0 / static_cast<double>(grid.size() - 1);
  const auto corner = [&](size_t row, size_t column) {
    return Corner{column * side, row * side, grid[row][column]};
  };
  for (size_t row = 0; row + 1 < grid.size(); ++row) {
    for (size_t column = 0; column + 1 < grid.size(); ++column) {
      const Corner a = corner(row, column), b = corner(row, column + 1);
      const Corner c = corner(row + 1, column + 1), d = corner(row + 1, column);
      std::vector<std::pair<double, double>> crossings;
      AddCrossing(a, b, crossings);
      AddCrossing(b, c, crossings);
      AddCrossing(c, d, crossings);
      AddCrossing(d, a, crossings);
      // Of four crossings those around a positive corner belong together.
      const size_t first = crossings.size() == 4 && a.value >= 0 ? 3 : 0;
      for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const auto& [x1, y1] = crossings[(first + i) % crossings.size()];
        const auto& [x2, y2] = crossings[(first + i + 1) % crossings.size()];
        segments.push_back({x1, y1, x2, y2});
      }
    }
  }
  return segments;
}

absl::Status AddDiscBoundaryFigure(const ReportInput& input, Report& report) {
  const std::string name = "disc-boundary";
  const std::string& engine = input.runs.main_engine();
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  std::string data = "variant,seed,test_accuracy_0.95,x1,y1,x2,y2\n";
  bool any = false;
  for (const char* variant : kDiscVariants) {
    long drawn = 0, above = 0;
    for (const RunRecord* record : input.runs.Get("disc", variant, engine).ok) {
      TENFOLD_ASSIGN_OR_RETURN(std::optional<std::string> csv,
                               ReadArtifact(input, *record, kArtifact, report));
      if (!csv.has_value()) continue;
      const absl::StatusOr<Grid> grid = ReadGrid(*csv);
      if (!grid.ok()) return ArtifactError(input, *record, kArtifact, grid.status().message());
      AppendSegments(ZeroLine(*grid), *record, data);
      ++drawn;
      above += *record->test_accuracy > kClaimedAccuracy;
    }
    ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
    panel->SetValue("VARIANT", variant);
    panel->SetIntValue("N", drawn);
    panel->SetIntValue("ABOVE", above);
    any = any || drawn > 0;
  }
  if (!any) {
    report.page.ShowSection("DISC_BOUNDARY_MISSING");
    return absl::OkStatus();
  }
  report.AddFigure(name, Expand(kDiscBoundaryGp, script), name + ".csv", data);
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("DISC_BOUNDARY");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", engine);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

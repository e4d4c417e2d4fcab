#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text/number.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "reports/parts/artifacts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

// The report's code has four hidden layers, and so has its Figure 1.
constexpr char kVariant[] = "depth-4";
constexpr char kArtifact[] = "points.csv";
constexpr char kHeader[] = "set,x,y,label,prediction";

bool IsCoordinate(absl::string_view text) {
  double value = 0.0;
  return ParseNumber(text, &value) && value >= 0.0 && value <= 1.0;
}

bool IsSign(absl::string_view text) { return text == "1" || text == "-1"; }

std::string CorrectOf(const PointCounts& counts) {
  return absl::StrCat(counts.total - counts.wrong, " of ", counts.total, " right");
}

// The points of one engine's lowest seed that has any.
struct EnginePoints {
  const RunRecord* record;
  std::string csv;
  DiscPoints points;
};

// Nothing if no seed has points.
absl::StatusOr<std::optional<EnginePoints>> ReadPoints(const ReportInput& input,
                                                       const std::string& engine, Report& report) {
  for (const RunRecord* record : input.runs.Get("disc", kVariant, engine).ok) {
    TENFOLD_ASSIGN_OR_RETURN(std::optional<std::string> csv,
                             ReadArtifact(input, *record, kArtifact, report));
    if (!csv.has_value()) continue;
    const absl::StatusOr<DiscPoints> points = CheckDiscPoints(*csv);
    if (!points.ok()) return ArtifactError(input, *record, kArtifact, points.status().message());
    return EnginePoints{record, *csv, *points};
  }
  return std::nullopt;
}

void AddPanel(const std::string& engine, const std::string& set, const PointCounts& counts,
              const std::string& data_name, ctemplate::TemplateDictionary& script) {
  ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
  panel->SetValue("ENGINE", engine);
  panel->SetValue("SET", set);
  panel->SetValue("COUNT", CorrectOf(counts));
  panel->SetValue("DATA", data_name);
}

// The lines are the same points with the same labels; counts those with the same prediction.
std::optional<int> CountEqualPredictions(const std::string& first, const std::string& second) {
  const std::vector<absl::string_view> a = absl::StrSplit(first, '\n');
  const std::vector<absl::string_view> b = absl::StrSplit(second, '\n');
  if (a.size() != b.size()) return std::nullopt;
  int equal = 0;
  for (size_t i = 1; i < a.size(); ++i) {
    if (a[i].substr(0, a[i].rfind(',')) != b[i].substr(0, b[i].rfind(','))) return std::nullopt;
    equal += !a[i].empty() && a[i] == b[i];
  }
  return equal;
}

}  // namespace

absl::StatusOr<DiscPoints> CheckDiscPoints(absl::string_view csv) {
  DiscPoints points;
  absl::Status status =
      ReadCsv(csv, kHeader,
              "train or test, two numbers from 0 to 1, and label and prediction, each 1 or -1",
              [&points](const std::vector<absl::string_view>& fields) {
                if (fields.size() != 5 || (fields[0] != "train" && fields[0] != "test") ||
                    !IsCoordinate(fields[1]) || !IsCoordinate(fields[2]) || !IsSign(fields[3]) ||
                    !IsSign(fields[4])) {
                  return false;
                }
                PointCounts& counts = fields[0] == "train" ? points.train : points.test;
                ++counts.total;
                counts.wrong += fields[3] != fields[4];
                return true;
              });
  if (!status.ok()) return status;
  return points;
}

absl::Status AddDiscPointsFigure(const ReportInput& input, Report& report) {
  const std::string name = "disc-points";
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  // The two that the report showed: the framework, and the one it is held to.
  std::vector<std::string> engines = {input.runs.main_engine()};
  if (input.runs.HasEngine(kBaselineEngine) && engines[0] != kBaselineEngine)
    engines.push_back(kBaselineEngine);
  std::vector<EnginePoints> drawn;
  std::vector<std::string> data_names;
  for (const std::string& engine : engines) {
    TENFOLD_ASSIGN_OR_RETURN(std::optional<EnginePoints> points, ReadPoints(input, engine, report));
    if (!points.has_value()) {
      report.page.AddSectionDictionary("FIGURE_1_MISSING")->SetValue("ENGINE", engine);
      continue;
    }
    drawn.push_back(*std::move(points));
    data_names.push_back(absl::StrCat(name, "-", engine, ".csv"));
    AddPanel(engine, "train", drawn.back().points.train, data_names.back(), script);
    AddPanel(engine, "test", drawn.back().points.test, data_names.back(), script);
  }
  if (drawn.empty()) return absl::OkStatus();
  script.SetIntValue("ROWS", static_cast<long>(drawn.size()));
  script.SetIntValue("HEIGHT", 45 + 285 * static_cast<long>(drawn.size()));
  report.AddFigure(name, Expand(kDiscPointsGp, script), data_names[0], drawn[0].csv);

  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_1");
  figure->SetValue("NAME", name);
  figure->SetValue("VARIANT", kVariant);
  for (size_t i = 0; i < drawn.size(); ++i) {
    report.files["figures/" + data_names[i]] = drawn[i].csv;
    ctemplate::TemplateDictionary* item = figure->AddSectionDictionary("DRAWN");
    item->SetValue("ENGINE", drawn[i].record->engine);
    item->SetIntValue("SEED", static_cast<long>(drawn[i].record->seed));
    item->SetValue("TRAIN", CorrectOf(drawn[i].points.train));
    item->SetValue("TEST", CorrectOf(drawn[i].points.test));
    item->SetValue("DATA", data_names[i]);
  }
  if (drawn.size() == 2) {
    if (const std::optional<int> equal = CountEqualPredictions(drawn[0].csv, drawn[1].csv)) {
      ctemplate::TemplateDictionary* both = figure->AddSectionDictionary("SAME_POINTS");
      both->SetIntValue("EQUAL", *equal);
      both->SetIntValue("ALL", drawn[0].points.train.total + drawn[0].points.test.total);
    }
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports

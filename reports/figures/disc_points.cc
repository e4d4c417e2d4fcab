#include "reports/figures/disc_points.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "reports/figures/disc_points_script.h"
#include "reports/template.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

// The report's code has four hidden layers, and so has its Figure 1.
constexpr char kVariant[] = "depth-4";
constexpr char kHeader[] = "set,x,y,label,prediction";

bool IsCoordinate(absl::string_view text) {
  double value = 0.0;
  return absl::SimpleAtod(text, &value) && value >= 0.0 && value <= 1.0;
}

bool IsSign(absl::string_view text) { return text == "1" || text == "-1"; }

std::string CorrectOf(const PointCounts& counts) {
  return absl::StrCat(counts.total - counts.wrong, " of ", counts.total, " right");
}

}  // namespace

absl::StatusOr<DiscPoints> CheckDiscPoints(absl::string_view csv) {
  DiscPoints points;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(absl::StripSuffix(csv, "\n"), '\n')) {
    if (++number == 1) {
      if (line == kHeader) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("line 1: expected the header \"", kHeader, "\""));
    }
    const std::vector<absl::string_view> fields = absl::StrSplit(line, ',');
    if (fields.size() != 5 || (fields[0] != "train" && fields[0] != "test") ||
        !IsCoordinate(fields[1]) || !IsCoordinate(fields[2]) || !IsSign(fields[3]) ||
        !IsSign(fields[4])) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number,
                       ": expected train or test, two numbers from 0 to 1, and label and "
                       "prediction, each 1 or -1"));
    }
    PointCounts& counts = fields[0] == "train" ? points.train : points.test;
    ++counts.total;
    counts.wrong += fields[3] != fields[4];
  }
  return points;
}

absl::Status AddDiscPointsFigure(const ReportInput& input, Report& report) {
  for (const std::string& engine : input.runs.engines()) {
    const RunRecord* record = nullptr;
    std::string artifact;
    for (const RunRecord* candidate : input.runs.Get("disc", kVariant, engine).ok) {
      artifact = candidate->run_id + "/points.csv";
      std::error_code ignored;
      if (fs::is_regular_file(fs::path(input.artifacts_dir) / artifact, ignored)) {
        record = candidate;
        break;
      }
    }
    if (record == nullptr) {
      report.page.AddSectionDictionary("FIGURE_1_MISSING")->SetValue("ENGINE", engine);
      continue;
    }
    const std::string path = (fs::path(input.artifacts_dir) / artifact).string();
    std::ifstream file(path, std::ios::binary);
    const std::string csv{std::istreambuf_iterator<char>(file), {}};
    const absl::StatusOr<DiscPoints> points = CheckDiscPoints(csv);
    if (!points.ok())
      return absl::InvalidArgumentError(absl::StrCat(path, ": ", points.status().message()));
    report.artifacts[artifact] = csv;

    const std::string name = absl::StrCat("figure-1-", engine);
    ctemplate::TemplateDictionary values(name);
    values.SetValue("NAME", name);
    values.SetValue("TRAIN", CorrectOf(points->train));
    values.SetValue("TEST", CorrectOf(points->test));
    report.AddFigure(name, Expand(kDiscPointsScript, values), name + ".csv", csv);

    ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_1");
    figure->SetValue("NAME", name);
    figure->SetValue("ENGINE", engine);
    figure->SetValue("VARIANT", kVariant);
    figure->SetIntValue("SEED", static_cast<long>(record->seed));
    figure->SetValue("TRAIN", CorrectOf(points->train));
    figure->SetValue("TEST", CorrectOf(points->test));
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports

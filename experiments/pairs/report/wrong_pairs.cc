#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/text/number.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/texts.h"
#include "reports/parts/artifacts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

constexpr char kVariant[] = "cnn-shared-aux";  // the report's fullest network
constexpr char kArtifact[] = "wrong_pairs.csv";
constexpr char kHeader[] = "first,second,margin,first_image,second_image";
constexpr size_t kPixels = kPairImageSide * kPairImageSide;

// Where pairs stand, in pixels of their images.
constexpr int kColumns = 3;
constexpr size_t kMaxShown = 12;
constexpr int kColumnWidth = 2 * kPairImageSide + 8, kRowHeight = kPairImageSide + 11;
constexpr int kPictureWidth = 480, kCaptionHeight = 7;

bool IsDigit(absl::string_view text) { return text.size() == 1 && absl::ascii_isdigit(text[0]); }

bool ReadImage(absl::string_view hex, std::vector<int>& image) {
  if (hex.size() != 2 * kPixels || !std::all_of(hex.begin(), hex.end(), absl::ascii_isxdigit))
    return false;
  for (size_t i = 0; i < hex.size(); i += 2) {
    image.push_back(0);
    if (!absl::SimpleHexAtoi(hex.substr(i, 2), &image.back())) return false;
  }
  return true;
}

// What the network said is the opposite of what is true.
bool IsAtMost(const WrongPair& pair) { return pair.first <= pair.second; }

// A row for each pixel that is not white: x from the left, y from above.
void AppendPixels(const std::vector<int>& image, int left, int above, DataTable& pixels) {
  for (size_t i = 0; i < image.size(); ++i) {
    if (image[i] == 0) continue;
    pixels.rows.push_back({left + static_cast<int>(i) % kPairImageSide,
                           above + static_cast<int>(i) / kPairImageSide, image[i]});
  }
}

void AddFrame(int left, int above, ctemplate::TemplateDictionary& script) {
  ctemplate::TemplateDictionary* frame = script.AddSectionDictionary("FRAME");
  frame->SetValue("LEFT", absl::StrFormat("%.1f", left - 0.5));
  frame->SetValue("RIGHT", absl::StrFormat("%.1f", left + kPairImageSide - 0.5));
  frame->SetValue("ABOVE", absl::StrFormat("%.1f", above - 0.5));
  frame->SetValue("BELOW", absl::StrFormat("%.1f", above + kPairImageSide - 0.5));
}

// A run's pairs, surest first.
struct RunPairs {
  const RunRecord* record;
  std::vector<WrongPair> pairs;
};

// Of the lowest seed that has any.
absl::StatusOr<std::optional<RunPairs>> FindPairs(const ReportInput& input, Report& report) {
  for (const RunRecord* record : input.runs.Get("pairs", kVariant, input.runs.main_engine()).ok) {
    TENFOLD_ASSIGN_OR_RETURN(const std::optional<std::string> csv,
                             ReadArtifact(input, *record, kArtifact, report));
    if (!csv.has_value()) continue;
    absl::StatusOr<std::vector<WrongPair>> pairs = ReadWrongPairs(*csv);
    if (!pairs.ok()) return ArtifactError(input, *record, kArtifact, pairs.status().message());
    if (!pairs->empty()) return RunPairs{record, *std::move(pairs)};
  }
  return std::nullopt;
}

void Draw(const std::string& name, const std::vector<WrongPair>& pairs, int columns, bool captions,
          Report& report) {
  const int row_height = kRowHeight - (captions ? 0 : kCaptionHeight);
  const int rows = (static_cast<int>(pairs.size()) + columns - 1) / columns;
  const double scale = static_cast<double>(kPictureWidth) / (kColumns * kColumnWidth);
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("WIDTH", absl::StrFormat("%.0f", columns * kColumnWidth * scale));
  script.SetValue("HEIGHT", absl::StrFormat("%.0f", rows * row_height * scale));
  script.SetIntValue("RIGHT", columns * kColumnWidth);
  script.SetIntValue("BELOW", rows * row_height);
  DataTable pixels = {{"x", "y", "grey"}, {}};
  for (int i = 0; i < static_cast<int>(pairs.size()); ++i) {
    const WrongPair& pair = pairs[i];
    const int left = i % columns * kColumnWidth + 3, above = i / columns * row_height + 2;
    const int second = left + kPairImageSide + 2;
    AppendPixels(pair.first_image, left, above, pixels);
    AppendPixels(pair.second_image, second, above, pixels);
    AddFrame(left, above, script);
    AddFrame(second, above, script);
    if (!captions) continue;
    ctemplate::TemplateDictionary* caption = script.AddSectionDictionary("CAPTION");
    caption->SetIntValue("X", left + kPairImageSide);
    caption->SetIntValue("Y", above + kPairImageSide + 2);
    caption->SetIntValue("FIRST", pair.first);
    caption->SetIntValue("SECOND", pair.second);
    caption->SetValue("SAID", IsAtMost(pair) ? ">" : "≤");
    caption->SetValue("MARGIN", absl::StrFormat("%.1f", pair.margin));
  }
  report.AddFigure(name, Expand(kWrongPairsGp, script), name + ".csv", ToCsv(pixels));
}

}  // namespace

absl::StatusOr<std::vector<WrongPair>> ReadWrongPairs(absl::string_view csv) {
  std::vector<WrongPair> pairs;
  absl::Status status = ReadCsv(
      csv, kHeader,
      absl::StrCat("two digits, a margin of at least 0 and two images of ", kPixels,
                   " pixels, two hexadecimal digits each"),
      [&pairs](const std::vector<absl::string_view>& fields) {
        WrongPair pair;
        if (fields.size() != 5 || !IsDigit(fields[0]) || !IsDigit(fields[1]) ||
            !ParseNumber(fields[2], &pair.margin) || !(pair.margin >= 0.0) ||
            !ReadImage(fields[3], pair.first_image) || !ReadImage(fields[4], pair.second_image)) {
          return false;
        }
        pair.first = fields[0][0] - '0';
        pair.second = fields[1][0] - '0';
        pairs.push_back(std::move(pair));
        return true;
      });
  if (!status.ok()) return status;
  return pairs;
}

absl::Status AddWrongPairsFigure(const ReportInput& input, Report& report) {
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<RunPairs> found, FindPairs(input, report));
  if (!found.has_value()) {
    report.page.ShowSection("WRONG_PAIRS_MISSING");
    return absl::OkStatus();
  }
  const auto& [record, pairs] = *found;
  const size_t shown = std::min(kMaxShown, pairs.size());
  const std::string name = "wrong-pairs";
  Draw(name, {pairs.begin(), pairs.begin() + shown}, kColumns, /*captions=*/true, report);
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("WRONG_PAIRS");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", record->engine);
  figure->SetValue("VARIANT", kVariant);
  figure->SetIntValue("SEED", static_cast<long>(record->seed));
  figure->SetIntValue("SHOWN", static_cast<long>(shown));
  return absl::OkStatus();
}

absl::Status AddTaskFigure(const ReportInput& input, Report& report) {
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<RunPairs> found, FindPairs(input, report));
  if (!found.has_value()) return absl::OkStatus();
  const std::vector<WrongPair>& pairs = found->pairs;
  const auto chosen = std::find_if(pairs.rbegin(), pairs.rend(),
                                   [](const WrongPair& pair) { return pair.first != pair.second; });
  if (chosen == pairs.rend()) return absl::OkStatus();
  const std::string name = "task";
  Draw(name, {*chosen}, 1, /*captions=*/false, report);
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("TASK_FIGURE");
  figure->SetValue("NAME", name);
  figure->SetIntValue("FIRST", chosen->first);
  figure->SetIntValue("SECOND", chosen->second);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

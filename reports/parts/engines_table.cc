#include "reports/parts/engines_table.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/compare.h"
#include "experiments/compare/parity_tolerance.h"
#include "reports/input/engine_pairs.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kNoRun[] = "–";

// "2.9e-07 (10)", "2.9e-07 (10, 3 identical)", "identical (10)"
std::string LossCell(const EnginePair& pair) {
  if (pair.runs.empty()) return kNoRun;
  const int identical = pair.Identical(), runs = static_cast<int>(pair.runs.size());
  const double largest = *Max(pair.LossDifferences());
  const std::string count =
      RunsLink({pair.experiment, kPreset, "", pair.variant, pair.engine_b}, absl::StrCat(runs));
  if (identical == runs && largest == 0.0) return absl::StrCat("identical (", count, ")");
  return absl::StrCat(absl::StrFormat("%.1e", largest), " (", count,
                      identical > 0 ? absl::StrCat(", ", identical, " identical") : "", ")");
}

// In percentage points.
std::string LargestAccuracyCell(const EnginePair& pair) {
  if (pair.runs.empty()) return kNoRun;
  return absl::StrFormat("%.1f", 100 * *MaxAbs(pair.AccuracyDifferences()));
}

// "+0.05 (0.53)": the difference of the means and the noise.
std::string MeansCell(const EnginePair& pair) {
  if (pair.runs.empty()) return kNoRun;
  const std::optional<double> noise = pair.Noise();
  return absl::StrCat(Points(*pair.MeanDifference(), 2), " (",
                      noise.has_value() ? absl::StrFormat("%.2f", 100 * *noise) : kNoRun, ")");
}

// The page's two tables: a line for each setting, columns for each engine beside the main one.
void AddPageTables(const RunSet& runs, const std::vector<EnginePair>& pairs,
                   ctemplate::TemplateDictionary& section) {
  std::vector<MarkdownColumn> loss_columns = {{"setting"}}, accuracy_columns = {{"setting"}};
  for (const std::string& engine : runs.engines()) {
    if (engine == runs.main_engine()) continue;
    loss_columns.push_back({engine, Align::kRight});
    accuracy_columns.push_back({absl::StrCat(engine, ": one seed"), Align::kRight});
    accuracy_columns.push_back({"means (noise)", Align::kRight});
  }
  std::vector<std::vector<std::string>> loss_rows, accuracy_rows;
  for (const SettingRuns& setting : runs.expected()) {
    if (setting.setting.engine != runs.main_engine()) continue;
    const std::string name = absl::StrCat(setting.setting.experiment, " ", setting.setting.variant);
    std::vector<std::string> losses = {RunsLink(setting.setting, name)};
    std::vector<std::string> accuracies = {RunsLink(setting.setting, name)};
    for (const std::string& engine : runs.engines()) {
      if (engine == runs.main_engine()) continue;
      const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const EnginePair& pair) {
        return pair.SettingName() == name && pair.engine_a == runs.main_engine() &&
               pair.engine_b == engine;
      });
      const EnginePair& pair = found == pairs.end() ? EnginePair() : *found;
      losses.push_back(LossCell(pair));
      accuracies.push_back(LargestAccuracyCell(pair));
      accuracies.push_back(MeansCell(pair));
    }
    loss_rows.push_back(std::move(losses));
    accuracy_rows.push_back(std::move(accuracies));
  }
  section.SetValue("TABLE_4", MarkdownTable(loss_columns, loss_rows));
  section.SetValue("TABLE_5", MarkdownTable(accuracy_columns, accuracy_rows));
}

void AddData(const std::vector<EnginePair>& pairs, Report& report) {
  DataTable losses = {{"experiment", "variant", "engine_a", "engine_b", "n", "identical",
                       "largest_relative_loss_difference", "diverged_with_one_alone"},
                      {}};
  DataTable accuracies = {
      {"experiment", "variant", "engine_a", "engine_b", "n", "largest_test_accuracy_difference",
       "mean_test_accuracy_difference", "noise_of_the_difference", "beyond_noise"},
      {}};
  DataTable by_seed = {{"experiment", "variant", "engine_a", "engine_b", "seed", "identical",
                        "largest_relative_loss_difference", "train_accuracy_a", "train_accuracy_b",
                        "test_accuracy_a", "test_accuracy_b", "test_accuracy_difference"},
                       {}};
  for (const EnginePair& pair : pairs) {
    const std::vector<Json> id = {pair.experiment, pair.variant, pair.engine_a, pair.engine_b};
    const auto add = [&id](std::vector<Json> cells, DataTable& table) {
      cells.insert(cells.begin(), id.begin(), id.end());
      table.rows.push_back(std::move(cells));
    };
    add({pair.runs.size(), pair.Identical(), Cell(Max(pair.LossDifferences())),
         pair.diverged_with_one.empty() ? "" : SeedList(pair.diverged_with_one)},
        losses);
    add({pair.runs.size(), Cell(MaxAbs(pair.AccuracyDifferences())), Cell(pair.MeanDifference()),
         Cell(pair.Noise()), pair.BeyondNoise()},
        accuracies);
    for (const auto& [a, b] : pair.runs) {
      add({a->seed, a->weights_digest == b->weights_digest, Cell(LargestLossDifference(*a, *b)),
           Cell(a->train_accuracy), Cell(b->train_accuracy), Cell(a->test_accuracy),
           Cell(b->test_accuracy), Cell(*b->test_accuracy - *a->test_accuracy)},
          by_seed);
    }
  }
  report.AddTable("table-4", losses);
  report.AddTable("table-5", accuracies);
  report.AddTable("engines-by-seed", by_seed);
}

void SetPair(const EnginePair& pair, ctemplate::TemplateDictionary& item) {
  item.SetValue("SETTING", pair.SettingName());
  item.SetValue("ENGINE_A", pair.engine_a);
  item.SetValue("ENGINE_B", pair.engine_b);
}

void AddLossSentences(const std::vector<EnginePair>& pairs,
                      ctemplate::TemplateDictionary& section) {
  long all = 0, rounding = 0, different = 0;
  for (const EnginePair& pair : pairs) {
    std::vector<int64_t> different_seeds;
    for (const auto& [a, b] : pair.runs) {
      if (CompareRun(*a, *b, nullptr) == Equality::kDifferent) {
        different_seeds.push_back(a->seed);
      } else if (LargestLossDifference(*a, *b) <= kLossTolerance) {
        ++rounding;
      }
    }
    all += static_cast<long>(pair.runs.size());
    different += static_cast<long>(different_seeds.size());
    if (!different_seeds.empty()) {
      ctemplate::TemplateDictionary* item = section.AddSectionDictionary("DIFFERENT_ITEM");
      SetPair(pair, *item);
      item->SetValue("SEEDS", SeedList(different_seeds));
      item->SetValue("LARGEST", absl::StrFormat("%.1e", *Max(pair.LossDifferences())));
    }
    if (!pair.diverged_with_one.empty()) {
      ctemplate::TemplateDictionary* item = section.AddSectionDictionary("DIVERGED_ITEM");
      SetPair(pair, *item);
      item->SetValue("SEEDS", SeedList(pair.diverged_with_one));
    }
  }
  section.SetIntValue("PAIRS", all);
  section.SetIntValue("ROUNDING", rounding);
  section.SetIntValue("KINKS", all - rounding - different);
  section.SetIntValue("DIFFERENT", different);
  section.SetIntValue("FIRST_STEPS", kFirstSteps);
  section.SetValue("LOSS_TOLERANCE", absl::StrFormat("%.0e", kLossTolerance));
  section.SetValue("FIRST_STEPS_TOLERANCE", absl::StrFormat("%.0e", kFirstStepsTolerance));
  section.SetValue("KINK_TOLERANCE", absl::StrFormat("%.0e", kKinkTolerance));
  section.SetValue("PLANTED_BUG", absl::StrFormat("%.0e", kPlantedBug));
}

void AddNoiseSentences(const std::vector<EnginePair>& pairs,
                       ctemplate::TemplateDictionary& section) {
  long compared = 0, beyond = 0;
  for (const EnginePair& pair : pairs) {
    const std::optional<double> noise = pair.Noise();
    compared += noise.has_value();
    if (!pair.BeyondNoise()) continue;
    ++beyond;
    ctemplate::TemplateDictionary* item = section.AddSectionDictionary("BEYOND_NOISE_ITEM");
    SetPair(pair, *item);
    item->SetValue("DIFFERENCE", Points(*pair.MeanDifference(), 2));
    item->SetValue("NOISE", absl::StrFormat("%.2f", 100 * *noise));
  }
  section.SetIntValue("COMPARED_MEANS", compared);
  section.SetIntValue("WITHIN_NOISE", compared - beyond);
  if (compared > 0) {
    section.ShowSection(beyond == 0 ? "ALL_WITHIN_NOISE" : "SOME_BEYOND_NOISE");
  } else {
    section.ShowSection("NO_NOISE");
  }
}

}  // namespace

absl::Status AddEnginesTable(const ReportInput& input, Report& report) {
  const std::vector<EnginePair> pairs = MakeEnginePairs(input.runs);
  AddData(pairs, report);
  int section_number = pairs.empty() ? 3 : 4;
  report.page.SetIntValue("ACCURACY_SECTION", section_number);
  if (input.accuracy.has_value()) ++section_number;
  report.page.SetIntValue("SPEED_SECTION", section_number);
  if (input.benchmark.has_value()) ++section_number;
  report.page.SetIntValue("LAST_SECTION", section_number);
  if (pairs.empty()) return absl::OkStatus();
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("CERTIFICATE");
  section->SetValue("MAIN_ENGINE", input.runs.main_engine());
  AddPageTables(input.runs, pairs, *section);
  AddLossSentences(pairs, *section);
  AddNoiseSentences(pairs, *section);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

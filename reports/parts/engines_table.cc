#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/compare.h"
#include "experiments/compare/parity_tolerance.h"
#include "reports/input/engine_pair.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"
#include "reports/parts/runs_link.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kNoRun[] = "–";

// "2.9e-07 (10)", "2.9e-07 (10, 3 identical)", "identical (10)"
std::string LossCell(const EnginePair& pair) {
  if (pair.runs.empty()) return kNoRun;
  const int identical = pair.Identical(), runs = static_cast<int>(pair.runs.size());
  const double largest = *statistics::Max(pair.LossDifferences());
  const std::string count = RunsLink(pair.b, absl::StrCat(runs));
  if (identical == runs && largest == 0.0) return absl::StrCat("identical (", count, ")");
  return absl::StrCat(absl::StrFormat("%.1e", largest), " (", count,
                      identical > 0 ? absl::StrCat(", ", identical, " identical") : "", ")");
}

// In percentage points.
std::string LargestAccuracyCell(const EnginePair& pair) {
  if (pair.runs.empty()) return kNoRun;
  return absl::StrFormat("%.1f", 100 * *statistics::MaxAbs(pair.AccuracyDifferences()));
}

// Means that differ by less than this are the same: half of the last digit that the report prints.
constexpr double kSame = 0.005;

// Whether the mean accuracies of two engines are the same, by differences of the same seeds.
struct Equivalence {
  std::optional<statistics::Interval>
      difference;                   // of the means, at 90 %: within kSame where p is below 5 %
  std::optional<double> p, holm_p;  // TOST; corrected for all pairs of engines
  bool shown() const { return holm_p.has_value() && *holm_p < statistics::kAlpha; }
};

std::vector<Equivalence> EquivalencesOf(const std::vector<EnginePair>& compared) {
  std::vector<Equivalence> equivalences;
  std::vector<double> p_values;
  for (const EnginePair& pair : compared) {
    const std::vector<double> differences = pair.AccuracyDifferences();
    equivalences.push_back({statistics::MeanInterval(differences, 1.0 - 2.0 * statistics::kAlpha),
                            statistics::EquivalenceP(differences, -kSame, kSame),
                            {}});
    if (equivalences.back().p.has_value()) p_values.push_back(*equivalences.back().p);
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  size_t next = 0;
  for (Equivalence& equivalence : equivalences) {
    if (equivalence.p.has_value()) equivalence.holm_p = adjusted[next++];
  }
  return equivalences;
}

// "+0.05 [-0.02, +0.12]", and whether that is shown to be the same.
std::string MeansCell(const EnginePair& pair, const Equivalence& equivalence) {
  if (pair.runs.empty()) return kNoRun;
  if (!equivalence.difference.has_value())
    return Points(*statistics::Mean(pair.AccuracyDifferences()), 2);
  return absl::StrCat(PointsWithInterval(*equivalence.difference),
                      equivalence.shown() ? " same" : " open");
}

// The page's two tables: a line for each setting, columns for each engine beside the main one.
void AddPageTables(const RunSet& runs, const std::vector<EnginePair>& compared,
                   const std::vector<Equivalence>& equivalences,
                   ctemplate::TemplateDictionary& section) {
  std::vector<MarkdownColumn> loss_columns = {{"setting"}}, accuracy_columns = {{"setting"}};
  for (const std::string& engine : runs.engines()) {
    if (engine == runs.main_engine()) continue;
    loss_columns.push_back({engine, Align::kRight});
    accuracy_columns.push_back({absl::StrCat(engine, ": one seed"), Align::kRight});
    accuracy_columns.push_back({"means [90 %]", Align::kRight});
  }
  std::vector<std::vector<std::string>> loss_rows, accuracy_rows;
  for (const SettingRuns& setting : runs.expected()) {
    if (setting.setting.engine != runs.main_engine()) continue;
    const std::string name = absl::StrCat(setting.setting.experiment, " ", setting.setting.variant);
    std::vector<std::string> losses = {RunsLink(setting.setting, name)};
    std::vector<std::string> accuracies = {RunsLink(setting.setting, name)};
    for (const std::string& engine : runs.engines()) {
      if (engine == runs.main_engine()) continue;
      const auto found =
          std::find_if(compared.begin(), compared.end(), [&](const EnginePair& pair) {
            return pair.SettingName() == name && pair.a.engine == runs.main_engine() &&
                   pair.b.engine == engine;
          });
      const EnginePair& pair = found == compared.end() ? EnginePair() : *found;
      losses.push_back(LossCell(pair));
      accuracies.push_back(LargestAccuracyCell(pair));
      accuracies.push_back(found == compared.end()
                               ? kNoRun
                               : MeansCell(pair, equivalences[found - compared.begin()]));
    }
    loss_rows.push_back(std::move(losses));
    accuracy_rows.push_back(std::move(accuracies));
  }
  section.SetValue("TABLE_4", MarkdownTable(loss_columns, loss_rows));
  section.SetValue("TABLE_5", MarkdownTable(accuracy_columns, accuracy_rows));
}

void AddData(const std::vector<EnginePair>& compared, const std::vector<Equivalence>& equivalences,
             Report& report) {
  DataTable losses = {{"experiment", "variant", "engine_a", "engine_b", "n", "identical",
                       "largest_relative_loss_difference", "diverged_with_one_alone"},
                      {}};
  DataTable accuracies = {
      {"experiment", "variant", "engine_a", "engine_b", "n", "largest_test_accuracy_difference",
       "mean_test_accuracy_difference", "low_90", "high_90", "margin", "p", "holm_p", "same"},
      {}};
  DataTable by_seed = {{"experiment", "variant", "engine_a", "engine_b", "seed", "identical",
                        "largest_relative_loss_difference", "train_accuracy_a", "train_accuracy_b",
                        "test_accuracy_a", "test_accuracy_b", "test_accuracy_difference"},
                       {}};
  for (size_t i = 0; i < compared.size(); ++i) {
    const EnginePair& pair = compared[i];
    const Equivalence& equivalence = equivalences[i];
    const auto bound = [&](double statistics::Interval::* member) {
      return equivalence.difference.has_value() ? RoundedCell((*equivalence.difference).*member)
                                                : Cell({});
    };
    const std::vector<Json> id = {pair.a.experiment, pair.a.variant, pair.a.engine, pair.b.engine};
    const auto add = [&id](std::vector<Json> cells, DataTable& table) {
      cells.insert(cells.begin(), id.begin(), id.end());
      table.rows.push_back(std::move(cells));
    };
    add({pair.runs.size(), pair.Identical(), Cell(statistics::Max(pair.LossDifferences())),
         pair.diverged_with_one.empty() ? "" : SeedList(pair.diverged_with_one)},
        losses);
    const std::vector<double> differences = pair.AccuracyDifferences();
    add({pair.runs.size(), Cell(statistics::MaxAbs(differences)),
         Cell(statistics::Mean(differences)), bound(&statistics::Interval::low),
         bound(&statistics::Interval::high), kSame, RoundedCell(equivalence.p),
         RoundedCell(equivalence.holm_p), equivalence.shown()},
        accuracies);
    for (const auto& [a, b] : pair.runs) {
      add({a->seed, a->weights_digest == b->weights_digest,
           Cell(compare::LargestLossDifference(*a, *b)), Cell(a->train_accuracy),
           Cell(b->train_accuracy), Cell(a->test_accuracy), Cell(b->test_accuracy),
           Cell(*b->test_accuracy - *a->test_accuracy)},
          by_seed);
    }
  }
  report.AddTable("table-4", losses);
  report.AddTable("table-5", accuracies);
  report.AddTable("engines-by-seed", by_seed);
}

void SetPair(const EnginePair& pair, ctemplate::TemplateDictionary& item) {
  item.SetValue("SETTING", pair.SettingName());
  item.SetValue("ENGINE_A", pair.a.engine);
  item.SetValue("ENGINE_B", pair.b.engine);
}

void AddLossSentences(const std::vector<EnginePair>& compared,
                      ctemplate::TemplateDictionary& section) {
  long all = 0, rounding = 0, different = 0;
  for (const EnginePair& pair : compared) {
    std::vector<int64_t> different_seeds;
    for (const auto& [a, b] : pair.runs) {
      if (compare::CompareRun(*a, *b, nullptr) == compare::Equality::kDifferent) {
        different_seeds.push_back(a->seed);
      } else if (compare::LargestLossDifference(*a, *b) <= compare::kLossTolerance) {
        ++rounding;
      }
    }
    all += static_cast<long>(pair.runs.size());
    different += static_cast<long>(different_seeds.size());
    if (!different_seeds.empty()) {
      ctemplate::TemplateDictionary* item = section.AddSectionDictionary("DIFFERENT_ITEM");
      SetPair(pair, *item);
      item->SetValue("SEEDS", SeedList(different_seeds));
      item->SetValue("LARGEST", absl::StrFormat("%.1e", *statistics::Max(pair.LossDifferences())));
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
  section.SetIntValue("FIRST_STEPS", compare::kFirstSteps);
  section.SetValue("LOSS_TOLERANCE", absl::StrFormat("%.0e", compare::kLossTolerance));
  section.SetValue("FIRST_STEPS_TOLERANCE", absl::StrFormat("%.0e", compare::kFirstStepsTolerance));
  section.SetValue("KINK_TOLERANCE", absl::StrFormat("%.0e", compare::kKinkTolerance));
  section.SetValue("PLANTED_BUG", absl::StrFormat("%.0e", compare::kPlantedBug));
}

void AddEquivalenceSentences(const std::vector<EnginePair>& compared,
                             const std::vector<Equivalence>& equivalences,
                             ctemplate::TemplateDictionary& section) {
  long tested = 0, same = 0;
  for (size_t i = 0; i < compared.size(); ++i) {
    const Equivalence& equivalence = equivalences[i];
    if (!equivalence.holm_p.has_value()) continue;
    ++tested;
    same += equivalence.shown();
    if (equivalence.shown()) continue;
    ctemplate::TemplateDictionary* item = section.AddSectionDictionary("OPEN_ITEM");
    SetPair(compared[i], *item);
    item->SetValue("DIFFERENCE", PointsWithInterval(*equivalence.difference));
    item->SetValue("P", PValue(*equivalence.holm_p));
  }
  section.SetIntValue("COMPARED_MEANS", tested);
  section.SetIntValue("SAME", same);
  section.SetValue("MARGIN", Number(100 * kSame, 1));
  section.ShowSection(tested == 0 ? "NO_MEANS" : same == tested ? "ALL_SAME" : "SOME_OPEN");
}

}  // namespace

absl::Status AddEnginesTable(const ReportInput& input, Report& report) {
  const std::vector<EnginePair> compared = MakeEnginePairs(input.runs);
  const std::vector<Equivalence> equivalences = EquivalencesOf(compared);
  AddData(compared, equivalences, report);
  if (compared.empty()) return absl::OkStatus();
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("CERTIFICATE");
  section->SetValue("MAIN_ENGINE", input.runs.main_engine());
  AddPageTables(input.runs, compared, equivalences, *section);
  AddLossSentences(compared, *section);
  AddEquivalenceSentences(compared, equivalences, *section);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "experiments/exhaustive/intervals.h"
#include "experiments/exhaustive/report/parts.h"
#include "experiments/pairs/report/claims.h"
#include "experiments/pairs/report/settings.h"
#include "reports/claims/number.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

using exhaustive::BySeed;
using exhaustive::Estimate;
using measurements::Exhaustive;
using measurements::ExhaustiveSetting;

// A line of a table.
struct Found {
  std::string name;  // "paper/mlp", "paper, sharing"
  Estimate estimate;
};

// What the claims compare, averaged over the other choices.
struct Factor {
  const char* name;
  uint8_t with, without;
};
constexpr Factor kFactorsOfPairs[] = {{"sharing", kWithSharing, kWithoutSharing},
                                      {"auxiliary loss", kWithAuxiliary, kWithoutAuxiliary},
                                      {"convolutions", kCnn, kMlp}};

std::vector<Found> AccuraciesOf(const Exhaustive& file) {
  std::vector<Found> all;
  for (const ExhaustiveSetting& setting : file.settings) {
    const std::optional<Estimate> estimate =
        exhaustive::EstimateOf(exhaustive::SumOf(file, {{&setting, 1.0}}));
    if (!estimate.has_value()) continue;
    all.push_back({std::string(absl::StripPrefix(setting.setting, "pairs/")), *estimate});
  }
  return all;
}

// Of a preset whose eight settings are all there.
std::optional<BySeed> Difference(const Exhaustive& file, const std::string& preset,
                                 const Factor& factor) {
  const std::vector<double> weights = Weights(factor.with, factor.without);
  std::vector<std::pair<const ExhaustiveSetting*, double>> sum;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const std::string name = absl::StrCat("pairs/", preset, "/", PairVariant(cell));
    for (const ExhaustiveSetting& setting : file.settings) {
      if (setting.setting == name) sum.emplace_back(&setting, weights[cell]);
    }
  }
  if (sum.size() != statistics::kFactorCells) return std::nullopt;
  return exhaustive::SumOf(file, sum);
}

std::vector<Found> DifferencesOf(const Exhaustive& file) {
  std::vector<Found> all;
  for (const char* preset : kPairsPresets) {
    for (const Factor& factor : kFactorsOfPairs) {
      const std::optional<BySeed> difference = Difference(file, preset, factor);
      if (!difference.has_value()) continue;
      const std::optional<Estimate> estimate = exhaustive::EstimateOf(*difference);
      if (estimate.has_value()) all.push_back({absl::StrCat(preset, ", ", factor.name), *estimate});
    }
  }
  return all;
}

// "82.11 [81.50, 82.72]".
std::string Percent(const statistics::Interval& interval) {
  return absl::StrCat(Fixed(100 * interval.estimate, 2), " [", Fixed(100 * interval.low, 2), ", ",
                      Fixed(100 * interval.high, 2), "]");
}

std::string TableOf(const char* header, const std::vector<Found>& all,
                    std::string (*text)(const statistics::Interval&)) {
  std::vector<std::vector<std::string>> rows;
  for (const Found& found : all) {
    const Estimate& e = found.estimate;
    rows.push_back({Literal(found.name), absl::StrCat(e.seeds)});
    for (const statistics::Interval& interval :
         {e.of_runs, e.over_seeds, e.over_digits, e.over_both}) {
      rows.back().push_back(text(interval));
    }
  }
  return MarkdownTable({{header},
                        {"n", Align::kRight},
                        {"own pairs, over seeds", Align::kRight},
                        {"all pairs, over seeds", Align::kRight},
                        {"all pairs, over digits", Align::kRight},
                        {"all pairs, over both", Align::kRight}},
                       rows);
}

void AddData(const std::vector<Found>& accuracies, const std::vector<Found>& differences,
             Report& report) {
  DataTable data = {{"of", "networks", "pairs", "over", "estimate", "low", "high"}, {}};
  for (const std::vector<Found>* all : {&accuracies, &differences}) {
    for (const auto& [name, e] : *all) {
      for (const auto& [pairs, over, interval] :
           {std::tuple{"own", "seeds", e.of_runs}, std::tuple{"all", "seeds", e.over_seeds},
            std::tuple{"all", "digits", e.over_digits}, std::tuple{"all", "both", e.over_both}}) {
        data.rows.push_back({name, e.seeds, pairs, over, RoundedCell(interval.estimate),
                             RoundedCell(interval.low), RoundedCell(interval.high)});
      }
    }
  }
  report.AddTable("exhaustive", data);
}

// "paper, sharing +2.20 [+1.90, +2.50]; ...".
std::string Sentence(const std::vector<Found>& differences) {
  std::vector<std::string> texts;
  for (const Found& found : differences) {
    texts.push_back(absl::StrCat(found.name, " ", PointsWithInterval(found.estimate.over_both)));
  }
  return absl::StrJoin(texts, "; ");
}

}  // namespace

absl::Status AddExhaustive(const ReportInput& input, Report& report) {
  if (!input.exhaustive.has_value()) return absl::OkStatus();
  const Exhaustive& file = *input.exhaustive;
  const std::vector<Found> accuracies = AccuraciesOf(file);
  const std::vector<Found> differences = DifferencesOf(file);
  if (differences.empty()) return absl::OkStatus();
  AddData(accuracies, differences, report);
  int64_t networks = 0, different = 0;
  size_t resamples = 0;
  for (const ExhaustiveSetting& setting : file.settings) {
    for (const measurements::ExhaustiveNetwork& network : setting.networks) {
      ++networks;
      different += network.different;
      resamples = network.resampled.size();
    }
  }
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("EXHAUSTIVE");
  page->SetIntValue("TEST_PAIRS", static_cast<long>(file.test_pairs));
  page->SetIntValue("NETWORKS", static_cast<long>(networks));
  page->SetIntValue("PAIRS", static_cast<long>(file.digits * file.digits));
  page->SetIntValue("DIGITS", static_cast<long>(file.digits));
  page->SetIntValue("CHECKED", static_cast<long>(file.checked_pairs * networks));
  page->SetIntValue("DIFFERENT", static_cast<long>(different));
  page->SetIntValue("RESAMPLES", static_cast<long>(resamples));
  page->SetValue("COMMIT", Literal(file.provenance.commit));
  page->SetValue("DIFFERENCES", Sentence(differences));
  std::vector<Found> presets, sizes;
  for (const Found& found : accuracies) {
    (absl::StrContains(found.name, ",pairs=") ? sizes : presets).push_back(found);
  }
  page->SetValue("TABLE", TableOf("accuracy", presets, Percent));
  if (!sizes.empty()) {
    page->AddSectionDictionary("SIZES")->SetValue("SIZES_TABLE",
                                                  TableOf("accuracy", sizes, Percent));
  }
  page->SetValue("DIFFERENCES_TABLE", TableOf("difference", differences, PointsWithInterval));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

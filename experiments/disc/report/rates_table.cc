#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/disc/full_sweeps.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/verdicts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "statistics/inference.h"
#include "statistics/line.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using Runs = std::vector<const RunRecord*>;

// Of the last this many epochs, the standard deviation of a run's loss is its noise.
constexpr int kLastEpochs = 20;

// What the runs with losses say of the stall and of the end.
struct Losses {
  std::vector<double> lengths, noises;
  int not_ended = 0;
};

Losses LossesOf(const Runs& runs) {
  Losses losses;
  for (const RunRecord* record : runs) {
    const std::vector<double>& loss = record->train_loss;
    if (loss.size() < kLastEpochs) continue;
    const Plateau plateau = PlateauOf(*record);
    losses.lengths.push_back(plateau.length);
    losses.not_ended += !plateau.ended;
    losses.noises.push_back(*statistics::SampleStd({loss.end() - kLastEpochs, loss.end()}));
  }
  return losses;
}

std::vector<double> TestDifferences(const Runs& a, const Runs& b) {
  std::vector<double> differences;
  for (const RunRecord* of_a : a) {
    for (const RunRecord* of_b : b) {
      if (of_a->seed == of_b->seed)
        differences.push_back(*of_a->test_accuracy - *of_b->test_accuracy);
    }
  }
  return differences;
}

std::string Text(const std::optional<statistics::Interval>& interval, double scale,
                 const char* unit) {
  if (!interval.has_value()) return "–";
  return absl::StrCat(SignedWithInterval(*interval, scale, 1), " ", unit);
}

// "b minus a" of two rates with all else equal, in plateau and test accuracy.
struct Change {
  const char* what;
  const char* from;
  const char* to;
};
constexpr Change kChanges[] = {
    {"higher rate alone: .03 to .1, constant", "", "learning_rate=0.1"},
    {"decay alone: .03 constant to .03 linear", "", "schedule=linear"},
    {"decay at the higher rate: .1 constant to .1 linear", "learning_rate=0.1", kDecayedRate},
    {"both: .03 constant to .1 linear", "", kDecayedRate},
};

// Mean length = offset + slope / rate, and how steep it is between neighbouring rates.
void AddFit(const std::vector<double>& rates, const std::vector<double>& lengths, Report& report,
            ctemplate::TemplateDictionary& section) {
  std::vector<double> inverse;
  for (double rate : rates) inverse.push_back(1.0 / rate);
  const std::optional<statistics::Line> line = statistics::FitLine(inverse, lengths);
  if (!line.has_value()) return;
  ctemplate::TemplateDictionary* fit = section.AddSectionDictionary("FIT");
  const auto interval = [](const statistics::Interval& of, int decimals) {
    return absl::StrCat(Number(of.estimate, decimals), " [", Number(of.low, decimals), ", ",
                        Number(of.high, decimals), "]");
  };
  fit->SetValue("OFFSET", interval(line->offset, 1));
  fit->SetValue("SLOPE", interval(line->slope, 2));
  fit->SetValue("R_SQUARED", Number(line->r_squared));
  fit->SetIntValue("RATES_FITTED", static_cast<long>(rates.size()));
  const std::vector<double> slopes = statistics::LocalSlopes(rates, lengths);
  std::vector<std::string> texts;
  for (size_t i = 0; i < slopes.size(); ++i) {
    texts.push_back(
        absl::StrFormat("%s from %g to %g", Number(slopes[i], 2), rates[i], rates[i + 1]));
  }
  fit->SetValue("LOCAL_SLOPES", AndList(texts));
  const auto json = [](const statistics::Interval& of) {
    return nlohmann::ordered_json{{"estimate", RoundedCell(of.estimate)},
                                  {"low", RoundedCell(of.low)},
                                  {"high", RoundedCell(of.high)}};
  };
  report.numbers["stall_against_rate"] = {{"offset", json(line->offset)},
                                          {"epochs_times_rate", json(line->slope)},
                                          {"r_squared", RoundedCell(line->r_squared)},
                                          {"local_slopes", slopes}};
}

}  // namespace

absl::Status AddLearningRates(const ReportInput& input, Report& report) {
  // Losses of all rates are kept of the tables' seeds.
  constexpr SeedRange kWithLosses = {0, kTableSeeds};
  const auto runs_of = [&](const char* variant, const char* overrides, const SeedRange& seeds) {
    Setting setting = MainSetting(input.runs, variant);
    setting.overrides = overrides;
    return RunsOf(input.runs, setting, seeds);
  };
  constexpr char kVariant[] = "depth-4";
  DataTable data = {{"variant", "rate", "schedule", "n", "n_with_losses", "plateau_mean",
                     "plateau_sample_std", "plateau_not_ended", "noise_mean", "train_mean",
                     "test_mean", "test_sample_std", "both_above_0.95", "low", "high"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  std::vector<double> constant_rates, constant_lengths;
  for (const disc::Rate& rate : disc::kRates) {
    const Runs runs = runs_of(kVariant, rate.overrides, kClaimSeeds);
    if (runs.empty()) continue;
    const Losses losses = LossesOf(runs_of(kVariant, rate.overrides, kWithLosses));
    std::vector<double> train, test;
    for (const RunRecord* record : runs) {
      train.push_back(*record->train_accuracy);
      test.push_back(*record->test_accuracy);
    }
    const int n = static_cast<int>(runs.size()), above = CountAbove95(runs);
    const statistics::Interval part = statistics::ProportionInterval(above, n);
    const std::optional<double> length = statistics::Mean(losses.lengths);
    if (std::string(rate.schedule) == "constant" && losses.not_ended == 0 &&
        length.value_or(0) > 0) {
      constant_rates.push_back(rate.peak);
      constant_lengths.push_back(*length);
    }
    rows.push_back(
        {absl::StrFormat("%g %s", rate.peak, rate.schedule),
         absl::StrCat(MeanAndStd(length, statistics::SampleStd(losses.lengths), 1),
                      " (n = ", losses.lengths.size(),
                      losses.not_ended > 0 ? absl::StrCat(", ", losses.not_ended, " not over") : "",
                      ")"),
         Number(statistics::Mean(losses.noises)),
         MeanAndStd(statistics::Mean(train), statistics::SampleStd(train)),
         MeanAndStd(statistics::Mean(test), statistics::SampleStd(test)),
         absl::StrFormat("%d of %d [%.0f, %.0f] %%", above, n, 100 * part.low, 100 * part.high)});
    data.rows.push_back({kVariant, rate.peak, rate.schedule, n, losses.lengths.size(), Cell(length),
                         Cell(statistics::SampleStd(losses.lengths)), losses.not_ended,
                         Cell(statistics::Mean(losses.noises)), Cell(statistics::Mean(train)),
                         Cell(statistics::Mean(test)), Cell(statistics::SampleStd(test)), above,
                         RoundedCell(part.low), RoundedCell(part.high)});
  }
  report.AddTable("learning-rates", data);
  // The preset's own rate alone is no sweep.
  if (rows.size() < 2) return absl::OkStatus();
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("RATES");
  section->SetIntValue("LAST_EPOCHS", kLastEpochs);
  section->SetValue("TABLE", MarkdownTable({{"rate"},
                                            {"stall, epochs", Align::kRight},
                                            {"noise", Align::kRight},
                                            {"train", Align::kRight},
                                            {"test", Align::kRight},
                                            {"both > .95", Align::kRight}},
                                           rows));
  AddFit(constant_rates, constant_lengths, report, *section);
  std::vector<std::vector<std::string>> changes;
  for (const Change& change : kChanges) {
    const auto of = [&](const char* overrides, const SeedRange& seeds) {
      return runs_of(kVariant, overrides, seeds);
    };
    const std::vector<double> accuracy =
        TestDifferences(of(change.to, kClaimSeeds), of(change.from, kClaimSeeds));
    if (accuracy.size() < 2) continue;
    const std::vector<double> stall =
        ShorterBy(of(change.to, kWithLosses), of(change.from, kWithLosses));
    changes.push_back({change.what, Text(statistics::MeanInterval(stall), 1, "epochs"),
                       Text(statistics::MeanInterval(accuracy), 100, "points")});
  }
  section->SetValue(
      "CHANGES",
      MarkdownTable({{"change"}, {"stall", Align::kRight}, {"test", Align::kRight}}, changes));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

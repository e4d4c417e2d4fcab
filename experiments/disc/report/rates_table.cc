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
#include "statistics/logarithms.h"
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
    const Plateau plateau = FindPlateau(loss);
    losses.lengths.push_back(plateau.length);
    losses.not_ended += !plateau.ended;
    losses.noises.push_back(*SampleStd({loss.end() - kLastEpochs, loss.end()}));
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

std::string Text(const std::optional<Interval>& interval, double scale, const char* unit) {
  if (!interval.has_value()) return "–";
  return absl::StrFormat("%+.1f [%+.1f, %+.1f] %s", scale * interval->estimate,
                         scale * interval->low, scale * interval->high, unit);
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

}  // namespace

absl::Status AddLearningRates(const ReportInput& input, Report& report) {
  const auto runs_of = [&](const char* variant, const char* overrides) {
    Setting setting = MainSetting(input.runs, variant);
    setting.overrides = overrides;
    return RunsOf(input.runs, setting, kClaimSeeds);
  };
  constexpr char kVariant[] = "depth-4";
  DataTable data = {{"variant", "rate", "schedule", "n", "n_with_losses", "plateau_mean",
                     "plateau_sample_std", "plateau_not_ended", "noise_mean", "train_mean",
                     "test_mean", "test_sample_std", "both_above_0.95", "low", "high"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  std::vector<double> constant_rates, constant_lengths;
  for (const disc::Rate& rate : disc::kRates) {
    const Runs runs = runs_of(kVariant, rate.overrides);
    if (runs.empty()) continue;
    const Losses losses = LossesOf(runs);
    std::vector<double> train, test;
    for (const RunRecord* record : runs) {
      train.push_back(*record->train_accuracy);
      test.push_back(*record->test_accuracy);
    }
    const int n = static_cast<int>(runs.size()), above = CountAbove95(runs);
    const Interval part = ProportionInterval(above, n);
    const std::optional<double> length = Mean(losses.lengths);
    if (std::string(rate.schedule) == "constant" && losses.not_ended == 0 &&
        length.value_or(0) > 0) {
      constant_rates.push_back(rate.peak);
      constant_lengths.push_back(*length);
    }
    rows.push_back(
        {absl::StrFormat("%g %s", rate.peak, rate.schedule),
         absl::StrCat(
             MeanAndStd(length, SampleStd(losses.lengths), 1), " (n = ", losses.lengths.size(),
             losses.not_ended > 0 ? absl::StrCat(", ", losses.not_ended, " not over") : "", ")"),
         Number(Mean(losses.noises)), MeanAndStd(Mean(train), SampleStd(train)),
         MeanAndStd(Mean(test), SampleStd(test)),
         absl::StrFormat("%d of %d [%.0f, %.0f] %%", above, n, 100 * part.low, 100 * part.high)});
    data.rows.push_back({kVariant, rate.peak, rate.schedule, n, losses.lengths.size(), Cell(length),
                         Cell(SampleStd(losses.lengths)), losses.not_ended,
                         Cell(Mean(losses.noises)), Cell(Mean(train)), Cell(Mean(test)),
                         Cell(SampleStd(test)), above, RoundedCell(part.low),
                         RoundedCell(part.high)});
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
  if (const auto law = FitPowerLaw(constant_rates, constant_lengths); law.has_value()) {
    ctemplate::TemplateDictionary* fit = section->AddSectionDictionary("POWER_LAW");
    fit->SetValue("EXPONENT", Number(law->exponent.estimate, 2));
    fit->SetValue("LOW", Number(law->exponent.low, 2));
    fit->SetValue("HIGH", Number(law->exponent.high, 2));
    fit->SetIntValue("RATES_FITTED", static_cast<long>(constant_rates.size()));
    report.numbers["plateau_exponent"] = {{"estimate", RoundedCell(law->exponent.estimate)},
                                          {"low", RoundedCell(law->exponent.low)},
                                          {"high", RoundedCell(law->exponent.high)}};
  }
  std::vector<std::vector<std::string>> changes;
  for (const Change& change : kChanges) {
    const Runs from = runs_of(kVariant, change.from), to = runs_of(kVariant, change.to);
    const std::vector<double> accuracy = TestDifferences(to, from);
    if (accuracy.size() < 2) continue;
    changes.push_back({change.what, Text(MeanInterval(ShorterBy(to, from)), 1, "epochs"),
                       Text(MeanInterval(accuracy), 100, "points")});
  }
  section->SetValue(
      "CHANGES",
      MarkdownTable({{"change"}, {"stall", Align::kRight}, {"test", Align::kRight}}, changes));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include "experiments/multiverse/report/grid_results.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "experiments/multiverse/declaration.h"
#include "experiments/multiverse/outcomes.h"
#include "experiments/multiverse/report/pair_parts.h"
#include "experiments/pairs/report/verdicts.h"
#include "statistics/moderated.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr Unit kWithinBounds = {2, true, 100.0, " points", "percentage points within the bounds"};
constexpr Unit kStdRatio = {2, false, 1.0, " times", "ratio of standard deviations"};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A standard deviation that may lose a seed needs three.
constexpr size_t kLeastSeedsOfSetting = 3;

// A part of a claim in one setting.
struct PartResult {
  std::vector<double>
      by_seed;  // none if there are too few seeds, or no spread where there has to be
  statistics::Interval interval;
};

std::vector<double> ValuesOf(const ClaimPart& part, const statistics::FactorialCells& cells) {
  if (cells[0].size() < kLeastSeedsOfSetting) return {};
  std::vector<double> values = statistics::PseudoValues(cells, part.statistic);
  const bool finite =
      std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
  return finite ? values : std::vector<double>();
}

double SimultaneousConfidence(size_t intervals) {
  return 1.0 - (1.0 - multiverse::SimultaneousConfidence()) / static_cast<double>(intervals);
}

// In all settings, with moderated variances.
std::vector<PartResult> ResultsOf(const ClaimPart& part,
                                  const std::vector<statistics::FactorialCells>& settings,
                                  double confidence) {
  std::vector<PartResult> results;
  std::vector<double> variances, degrees;
  for (const statistics::FactorialCells& cells : settings) {
    results.push_back({ValuesOf(part, cells), {}});
    const std::vector<double>& values = results.back().by_seed;
    if (values.empty()) continue;
    variances.push_back(*statistics::SampleStd(values) * *statistics::SampleStd(values));
    degrees.push_back(static_cast<double>(values.size()) - 1.0);
  }
  const statistics::VariancePrior prior = statistics::PriorOf(variances, degrees);
  size_t next = 0;
  for (PartResult& result : results) {
    if (result.by_seed.empty()) continue;
    const statistics::ModeratedVariance moderated =
        statistics::Moderated(variances[next], degrees[next], prior);
    ++next;
    const double n = static_cast<double>(result.by_seed.size());
    result.interval = statistics::IntervalOf(
        {*statistics::Mean(result.by_seed), std::sqrt(moderated.variance / n), moderated.degrees},
        confidence);
  }
  return results;
}

// How far a part is within its nearest bound.
PartResult Slack(const ClaimPart& part, const PartResult& result) {
  const statistics::Interval& i = result.interval;
  const bool from_below = i.estimate - part.low <= part.high - i.estimate;
  PartResult slack = result;
  for (double& value : slack.by_seed) value = from_below ? value - part.low : part.high - value;
  slack.interval =
      from_below
          ? statistics::Interval{i.estimate - part.low, i.low - part.low, i.high - part.low}
          : statistics::Interval{part.high - i.estimate, part.high - i.high, part.high - i.low};
  return slack;
}

Outcome OutcomeOf(const std::vector<ClaimPart>& parts,
                  const std::vector<const PartResult*>& results) {
  bool holds = true, fails = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const statistics::Interval& interval = results[i]->interval;
    holds &= interval.low > parts[i].low && interval.high < parts[i].high;
    fails |= interval.high < parts[i].fails_below || interval.low > parts[i].fails_above;
  }
  return holds ? Outcome::kHolds : fails ? Outcome::kFails : Outcome::kOpen;
}

// What is said of all settings together.
void Conclude(GridResult& result) {
  if (result.settings.empty()) return;
  size_t seeds = 0;
  for (const SettingResult& s : result.settings) seeds = std::max(seeds, s.by_seed.size());
  std::vector<double> effects, noise, means(seeds, 0.0);
  std::vector<size_t> places;
  int whole = 0;  // settings in which no seed is missing
  for (const SettingResult& s : result.settings) {
    places.push_back(s.setting);
    effects.push_back(s.effect.estimate);
    const double error = statistics::SampleStd(s.by_seed).value_or(0.0);
    noise.push_back(error * error / static_cast<double>(s.by_seed.size()));
    if (s.by_seed.size() < seeds) continue;
    ++whole;
    for (size_t i = 0; i < seeds; ++i) means[i] += s.by_seed[i];
  }
  for (double& mean : means) mean /= whole;
  result.mean = statistics::MeanInterval(means);
  const double between = statistics::SampleStd(effects).value_or(0.0);
  if (between > 0.0)
    result.noise_share = std::min(1.0, *statistics::Mean(noise) / (between * between));
  result.dependence = FitDependence(*result.grid, places, effects);
  const bool found = result.dependence.has_value() && !TermsFound(*result.dependence).empty();
  result.verdict = VerdictOverGrid(result.Count(Outcome::kHolds), result.Count(Outcome::kFails),
                                   static_cast<int>(result.grid->settings.size()), found);
}

const Unit* UnitOf(PairTest test) {
  switch (test) {
    case PairTest::kBetter:
    case PairTest::kDifference:
      return &kPoints;
    case PairTest::kStdWithin:
    case PairTest::kStdOverall:
      return &kStd;
    case PairTest::kWider:
      return &kStdRatio;
    default:
      return &kWithinBounds;
  }
}

// Of 1,000 points.
constexpr int64_t kPoints95 = 950;

// Whether a run does what a claim says; null if the grid does not ask.
std::function<bool(const measurements::GridRun&)> DoneBy(const DiscClaim& claim,
                                                         const measurements::Grid& grid) {
  const auto at_least = [&](const char* outcome, int64_t least) {
    const auto place = std::find(grid.outcomes.begin(), grid.outcomes.end(), outcome);
    return [i = place - grid.outcomes.begin(), least](const measurements::GridRun& run) {
      return !run.outcomes.empty() && run.outcomes.at(i) >= least;
    };
  };
  switch (claim.test) {
    case DiscTest::kAlmostAlways:
      return [train = at_least("train_correct", kPoints95 + 1),
              test = at_least("test_correct", kPoints95 + 1)](const measurements::GridRun& run) {
        return train(run) && test(run);
      };
    case DiscTest::kStartsHigh:
      return at_least("starts_high", 1);
    case DiscTest::kStalls:
      return at_least("stall_epochs", static_cast<int64_t>(claim.value));
    case DiscTest::kFallsAgain:
      return at_least("falls_again", 1);
    case DiscTest::kSameAsLibrary:
    case DiscTest::kRateShortens:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

int GridResult::Count(Outcome outcome) const {
  return static_cast<int>(
      std::count_if(settings.begin(), settings.end(),
                    [=](const SettingResult& setting) { return setting.outcome == outcome; }));
}

int GridResult::Open() const {
  return static_cast<int>(grid->settings.size()) - Count(Outcome::kHolds) - Count(Outcome::kFails);
}

GridResult JudgeInSettings(const measurements::Grid& grid, const PairClaim& claim,
                           const std::vector<statistics::FactorialCells>& settings) {
  const std::vector<ClaimPart> parts = PartsOf(claim);
  GridResult result;
  result.claim = &claim;
  result.grid = &grid;
  result.unit = UnitOf(claim.test);
  result.is_log = result.unit == &kStd || result.unit == &kStdRatio;
  result.is_slack = parts.size() > 1;
  result.low = result.is_slack ? 0.0 : parts[0].low;
  result.high = result.is_slack ? kInfinity : parts[0].high;
  const double confidence = SimultaneousConfidence(parts.size() * settings.size());
  std::vector<std::vector<PartResult>> all;
  for (const ClaimPart& part : parts) all.push_back(ResultsOf(part, settings, confidence));
  for (size_t s = 0; s < settings.size(); ++s) {
    std::vector<const PartResult*> of_setting;
    PartResult effect;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (all[i][s].by_seed.empty()) break;
      of_setting.push_back(&all[i][s]);
      PartResult slack = result.is_slack ? Slack(parts[i], all[i][s]) : all[i][s];
      if (i == 0 || slack.interval.estimate < effect.interval.estimate) effect = std::move(slack);
    }
    if (of_setting.size() < parts.size()) continue;
    result.settings.push_back({s, effect.by_seed, effect.interval, OutcomeOf(parts, of_setting)});
  }
  Conclude(result);
  return result;
}

GridResult JudgeInSettings(const measurements::Grid& grid, const DiscClaim& claim) {
  GridResult result;
  result.claim = &claim;
  result.grid = &grid;
  const auto done = DoneBy(claim, grid);
  if (done == nullptr) return result;
  result.unit = &kPartOfRuns;
  result.low = claim.test == DiscTest::kAlmostAlways ? claim.value : 0.5;
  result.high = kInfinity;
  const double confidence = SimultaneousConfidence(grid.settings.size());
  for (size_t s = 0; s < grid.settings.size(); ++s) {
    std::map<int64_t, std::vector<double>> by_seed;
    int successes = 0, runs = 0;
    for (const measurements::GridRun& run : grid.settings[s].runs) {
      const bool is_done = done(run);
      by_seed[run.seed].push_back(is_done ? 1.0 : 0.0);
      successes += is_done;
      ++runs;
    }
    SettingResult setting = {s, {}, statistics::ProportionInterval(successes, runs, confidence)};
    for (const auto& [seed, values] : by_seed) setting.by_seed.push_back(*statistics::Mean(values));
    if (setting.effect.low > result.low) setting.outcome = Outcome::kHolds;
    if (setting.effect.high < result.low) setting.outcome = Outcome::kFails;
    result.settings.push_back(std::move(setting));
  }
  Conclude(result);
  return result;
}

std::vector<GridResult> JudgeGrid(const measurements::Grid& grid) {
  std::vector<GridResult> results;
  if (grid.outcomes != multiverse::OutcomeNames(grid.experiment)) return {};
  if (grid.experiment == "pairs") {
    const std::vector<statistics::FactorialCells> settings = CellsOf(grid);
    if (settings.empty()) return {};
    for (const PairClaim& claim : PairsClaims())
      results.push_back(JudgeInSettings(grid, claim, settings));
  } else if (grid.experiment == "disc") {
    for (const DiscClaim& claim : DiscClaims()) results.push_back(JudgeInSettings(grid, claim));
  }
  return results;
}

Verdict VerdictOverGrid(int holds, int fails, int settings, bool choice_found) {
  const double enough = multiverse::EverywherePart() * settings;
  if (holds >= enough) return Verdict::kReproduced;
  if (fails >= enough) return Verdict::kContradicted;
  if ((holds > 0 && fails > 0) || choice_found) return Verdict::kDepends;
  return Verdict::kInconclusive;
}

}  // namespace tenfold::reports

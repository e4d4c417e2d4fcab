// What a grid of settings says of the report's claims.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/disc/report/claims.h"
#include "experiments/measurements/multiverse.h"
#include "experiments/multiverse/report/dependence.h"
#include "experiments/pairs/report/claims.h"
#include "reports/claims/claim.h"
#include "statistics/factorial.h"
#include "statistics/inference.h"

namespace tenfold::reports {

enum class Outcome { kOpen, kHolds, kFails };

// "open", "holds", "fails"
const char* Name(Outcome outcome);

struct SettingResult {
  size_t setting = 0;           // its place in the grid
  std::vector<double> by_seed;  // the effect of each seed (for spreads, jackknifed)
  statistics::Interval effect;  // their mean; the intervals of all settings hold together
  Outcome outcome = Outcome::kOpen;
};

struct GridResult {
  const Claim* claim = nullptr;
  const measurements::Grid* grid = nullptr;
  // Of the effect: a contrast of accuracies, a part of all runs, the logarithm of a standard
  // deviation (`is_log`). Of a claim with several parts it is how far the part that is nearest to
  // failing, or furthest outside, is within its bounds (`is_slack`); of ratios of standard
  // deviations also as a logarithm. `unit` is what the page shows it in, after exp of a logarithm.
  const Unit* unit = &kPoints;
  bool is_log = false, is_slack = false;
  double low = 0.0, high = 0.0;              // the claim holds in a setting with its effect between
  std::vector<SettingResult> settings;       // those with enough seeds, in the grid's order
  std::optional<statistics::Interval> mean;  // over settings, by seed: Student's 95 % interval
  std::optional<Dependence> dependence;
  // Of the variance of the effects between settings, the part that the seeds make.
  std::optional<double> noise_share;
  Verdict verdict = Verdict::kNothing;

  int Count(Outcome outcome) const;                               // of `settings`
  int Open() const;                                               // all others of the grid
  statistics::Interval Shown(statistics::Interval effect) const;  // in `unit`, before its scale
};

// Every claim of the pairs, or of the disc, in the order of claims; kNothing where the grid does
// not ask. Empty if the grid is of another experiment, or without variants or outcomes that it
// takes.
//
// A claim is a list of statistics with bounds (PartsOf). Each statistic's standard error in a
// setting comes from its values by seed (jackknife pseudo-values), with the variance moderated over
// the settings (statistics/moderated.h). Intervals are Student's at 1 - 0.05 / (settings * parts),
// two-sided: by Bonferroni they hold together at 95 % or more; settings share their seeds, so it is
// more. For parts of runs they are Clopper's and Pearson's, of the runs of all variants together; a
// run that diverged does nothing that a claim says. A claim holds in a setting if every interval is
// within its bounds, and fails if one is wholly where it fails.
std::vector<GridResult> JudgeGrid(const measurements::Grid& grid);

// The same of one claim, of accuracies by setting of `result.grid`, and of the disc's runs.
GridResult JudgeInSettings(const measurements::Grid& grid, const PairClaim& claim,
                           const std::vector<statistics::FactorialCells>& settings);
GridResult JudgeInSettings(const measurements::Grid& grid, const DiscClaim& claim);

// Reproduced ("holds everywhere") if the claim holds in 95 % of the settings or more, contradicted
// ("nowhere") if it fails in 95 %; it depends if neither, and it both holds and fails somewhere or
// a choice is found to change the effect; else inconclusive. The part is the declaration's.
Verdict VerdictOverGrid(int holds, int fails, int settings, bool choice_found);

// "holds everywhere", "nowhere", "depends", "not decided", "not asked"
const char* WordOverGrid(Verdict verdict);

// "+1.02 [+0.80, +1.24] points" of an effect or a mean.
std::string EffectText(const GridResult& result, const statistics::Interval& effect);

// The results as a column of judgements: sign and word, the mean over the grid where it is in the
// unit of the claim itself, and what it depends on.
std::vector<Judgement> JudgementsOf(const std::vector<GridResult>& results);

}  // namespace tenfold::reports

#include "experiments/disc/report/verdicts.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "reports/claims/number.h"
#include "statistics/estimate.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr Unit kEpochs = {1, true, 1.0, " epochs", "epochs"};

using Runs = std::vector<const RunRecord*>;

Runs WithLosses(const Runs& runs) {
  Runs with;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(with), [](const RunRecord* record) {
    return !record->train_loss.empty() && !record->first_losses.empty();
  });
  return with;
}

// f(a, b) of the runs of the seeds that both have.
template <typename Function>
std::vector<double> BySeed(const Runs& a, const Runs& b, Function f) {
  std::map<int64_t, const RunRecord*> others;
  for (const RunRecord* record : b) others[record->seed] = record;
  std::vector<double> values;
  for (const RunRecord* record : a) {
    const auto other = others.find(record->seed);
    if (other != others.end()) values.push_back(f(*record, *other->second));
  }
  return values;
}

template <typename Predicate>
Judgement Most(const Runs& runs, Predicate predicate) {
  return DecideMost(
      static_cast<int>(std::count_if(runs.begin(), runs.end(),
                                     [&](const RunRecord* record) { return predicate(*record); })),
      static_cast<int>(runs.size()));
}

std::string MeanOf(const char* format, const Runs& runs, double (*value)(const RunRecord&)) {
  std::vector<double> values;
  for (const RunRecord* record : runs) values.push_back(value(*record));
  return values.empty() ? "" : absl::StrCat(format, " ", Fixed(*statistics::Mean(values), 2));
}

Judgement JudgeRate(const DiscClaim& claim, const Runs& own, const Runs& decayed) {
  Judgement judgement = DecideAboveZero(ShorterBy(own, decayed), claim.margin);
  judgement.unit = &kEpochs;
  return judgement;
}

}  // namespace

double StallLevel(const RunRecord& record) {
  const auto labels = record.hyperparameters.find("labels");
  return labels != record.hyperparameters.end() && *labels == "zero-one" ? 0.25 : 1.0;
}

Plateau FindPlateau(const std::vector<double>& train_loss, double level) {
  const auto begin = std::find_if(train_loss.begin(), train_loss.end(),
                                  [=](double loss) { return loss <= 1.1 * level; });
  const auto end =
      std::find_if(begin, train_loss.end(), [=](double loss) { return loss < 0.9 * level; });
  return {static_cast<int>(end - begin), end != train_loss.end(),
          statistics::Mean(std::vector<double>(begin, end)).value_or(0.0)};
}

Plateau PlateauOf(const RunRecord& record) {
  return FindPlateau(record.train_loss, StallLevel(record));
}

Setting With(Setting setting, const std::string& override) {
  absl::StrAppend(&setting.overrides, setting.overrides.empty() ? "" : ",", override);
  return setting;
}

int CountAbove95(const Runs& runs) {
  return static_cast<int>(std::count_if(runs.begin(), runs.end(), [](const RunRecord* record) {
    return *record->train_accuracy > kClaimedAccuracy && *record->test_accuracy > kClaimedAccuracy;
  }));
}

Runs RunsOf(const RunSet& runs, const Setting& setting, const SeedRange& seeds) {
  Runs chosen;
  for (const RunRecord* record : runs.All(setting).ok) {
    if (seeds.Has(record->seed)) chosen.push_back(record);
  }
  return chosen;
}

std::vector<double> ShorterBy(const Runs& longer, const Runs& shorter) {
  return BySeed(WithLosses(longer), WithLosses(shorter), [](const auto& a, const auto& b) {
    return static_cast<double>(PlateauOf(a).length - PlateauOf(b).length);
  });
}

Setting MainSetting(const RunSet& runs, const std::string& variant) {
  return runs.Get("disc", variant, runs.main_engine()).setting;
}

std::vector<Judgement> JudgeDisc(const RunSet& runs, const Setting& setting) {
  Setting library = setting;
  library.engine = kBaselineEngine;
  const Runs own = RunsOf(runs, setting, kClaimSeeds), with_losses = WithLosses(own);
  std::vector<Judgement> judgements;
  for (const DiscClaim& claim : DiscClaims()) {
    switch (claim.test) {
      case DiscTest::kAlmostAlways:
        judgements.push_back(
            DecideAtLeast(CountAbove95(own), static_cast<int>(own.size()), claim.value));
        break;
      case DiscTest::kSameAsLibrary: {
        const std::vector<double> differences = BySeed(
            own, RunsOf(runs, library, kClaimSeeds),
            [](const auto& a, const auto& b) { return *a.test_accuracy - *b.test_accuracy; });
        judgements.push_back(
            DecideEqual(statistics::EstimateMean(differences), claim.value, claim.margin));
        judgements.back().n = static_cast<int>(differences.size());
        break;
      }
      case DiscTest::kStartsHigh:
        judgements.push_back(Most(with_losses, [&](const RunRecord& record) {
          const Plateau plateau = PlateauOf(record);
          return plateau.length > 0 && record.first_losses.front() >= claim.value * plateau.mean;
        }));
        judgements.back().detail = absl::StrCat(
            MeanOf("first loss", with_losses,
                   [](const RunRecord& record) { return record.first_losses.front(); }),
            MeanOf(", of the stall", with_losses,
                   [](const RunRecord& record) { return PlateauOf(record).mean; }));
        break;
      case DiscTest::kStalls:
        judgements.push_back(Most(with_losses, [&](const RunRecord& record) {
          return PlateauOf(record).length >= claim.value;
        }));
        judgements.back().detail = MeanOf(
            "mean length in epochs", with_losses,
            [](const RunRecord& record) { return static_cast<double>(PlateauOf(record).length); });
        break;
      case DiscTest::kFallsAgain:
        judgements.push_back(Most(with_losses, [&](const RunRecord& record) {
          return record.train_loss.back() < claim.value * PlateauOf(record).mean;
        }));
        judgements.back().detail =
            MeanOf("last epoch's loss", with_losses,
                   [](const RunRecord& record) { return record.train_loss.back(); });
        break;
      case DiscTest::kRateShortens:
        judgements.push_back(
            JudgeRate(claim, own, RunsOf(runs, With(setting, kDecayedRate), kClaimSeeds)));
        break;
    }
    judgements.back().claim = &claim;
  }
  return judgements;
}

std::vector<Conclusions> ResampleDisc(const std::vector<bool>& above, int studies) {
  if (above.size() < kLeastSeeds) return {};
  const auto claim = std::find_if(DiscClaims().begin(), DiscClaims().end(), [](const DiscClaim& c) {
    return c.test == DiscTest::kAlmostAlways;
  });
  Conclusions conclusions;
  conclusions.claim = &*claim;
  SeedDrawer drawer(above.size());
  for (int study = 0; study < studies; ++study) {
    int successes = 0;
    for (size_t run : drawer.Draw()) successes += above[run];
    conclusions.read.Add(successes == kStudySeeds ? 1 : -1);
    conclusions.tested.Add(DecideAtLeast(successes, kStudySeeds, claim->value).verdict);
  }
  return {conclusions};
}

}  // namespace tenfold::reports

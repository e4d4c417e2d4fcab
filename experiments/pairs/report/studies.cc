#include "experiments/pairs/report/studies.h"

#include <algorithm>
#include <cmath>

#include "experiments/pairs/report/verdicts.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

std::vector<double> Chosen(const std::vector<double>& values, const std::vector<size_t>& chosen) {
  std::vector<double> picked;
  for (size_t i : chosen) picked.push_back(values[i]);
  return picked;
}

int Hundredths(double value) { return static_cast<int>(std::floor(100.0 * value + 0.5 + 1e-9)); }

// The average of the printed numbers of a set of settings, rounded half up.
int Average(const std::array<int, statistics::kFactorCells>& printed, uint8_t settings) {
  int sum = 0, count = 0;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    if ((settings >> cell & 1) == 0) continue;
    sum += printed[cell];
    ++count;
  }
  return (2 * sum + count) / (2 * count);
}

int Sign(int value) { return (value > 0) - (value < 0); }

int ReadMost(const PrintedStudy& study) {
  const auto effect = [&](uint8_t plus, uint8_t minus) {
    return Average(study.means, plus) - Average(study.means, minus);
  };
  const int auxiliary = effect(kWithAuxiliary, kWithoutAuxiliary);
  const int other = std::max(effect(kWithSharing, kWithoutSharing), effect(kCnn, kMlp));
  if (auxiliary > 0 && auxiliary > other) return 1;
  return auxiliary < 0 || other > auxiliary ? -1 : 0;
}

int ReadWider(const PairClaim& claim, const PrintedStudy& study) {
  int least = 1000, most = -1;  // of plus
  int least_other = 1000, most_other = -1;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const int std = study.stds[cell];
    if ((claim.plus >> cell & 1) != 0) least = std::min(least, std), most = std::max(most, std);
    if ((claim.minus >> cell & 1) != 0) {
      least_other = std::min(least_other, std);
      most_other = std::max(most_other, std);
    }
  }
  return least > most_other ? 1 : most < least_other ? -1 : 0;
}

}  // namespace

bool IsReadFromTables(PairTest test) {
  switch (test) {
    case PairTest::kAllNear:
    case PairTest::kMost:
    case PairTest::kBetter:
    case PairTest::kDifference:
    case PairTest::kWider:
    case PairTest::kStdWithin:
    case PairTest::kStdOverall:
      return true;
    default:
      return false;
  }
}

int ReadAsTheReport(const PairClaim& claim, const PrintedStudy& study) {
  const int difference =
      claim.minus == 0 ? 0 : Average(study.means, claim.plus) - Average(study.means, claim.minus);
  switch (claim.test) {
    case PairTest::kAllNear: {
      // Printed numbers of the margin's width: .78 to .82.
      const int value = Hundredths(claim.value), margin = static_cast<int>(100.0 * claim.margin);
      return std::all_of(study.means.begin(), study.means.end(),
                         [&](int mean) { return std::abs(mean - value) <= margin; })
                 ? 1
                 : -1;
    }
    case PairTest::kMost:
      return ReadMost(study);
    case PairTest::kBetter:
      return Sign(difference);
    case PairTest::kDifference:
      return difference == Hundredths(claim.value) ? 1 : difference <= 0 ? -1 : 0;
    case PairTest::kWider:
      return ReadWider(claim, study);
    case PairTest::kStdWithin:
    case PairTest::kStdOverall: {
      const auto& stds = claim.test == PairTest::kStdWithin ? study.within : study.overall;
      return stds[claim.plus == kCnn] == Hundredths(claim.value) ? 1 : -1;
    }
    default:
      return 0;
  }
}

PrintedStudy Print(const statistics::FactorialCells& cells) {
  PrintedStudy printed;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    printed.means[cell] = Hundredths(*statistics::Mean(cells[cell]));
    printed.stds[cell] = Hundredths(*statistics::SampleStd(cells[cell]));
  }
  for (const uint8_t settings : {kMlp, kCnn}) {
    printed.within[settings == kCnn] = Hundredths(StdWithin(cells, settings));
    printed.overall[settings == kCnn] = Hundredths(StdOverall(cells, settings));
  }
  return printed;
}

std::vector<Conclusions> ResampleStudies(const statistics::FactorialCells& cells, int studies) {
  const size_t n = cells[0].size();
  if (n < kLeastSeeds) return {};
  std::vector<const PairClaim*> claims;
  std::vector<Conclusions> all;
  for (const PairClaim& claim : PairsClaims()) {
    if (!IsReadFromTables(claim.test)) continue;
    claims.push_back(&claim);
    all.push_back({&claim, {}, {}, Counts(), Counts()});
  }
  const auto conclude = [&](const statistics::FactorialCells& study, Pairing pairing) {
    const PrintedStudy printed = Print(study);
    const std::vector<Judgement> judgements = JudgePairs(claims, study, study, pairing);
    const bool paired = pairing == Pairing::kBySeed;
    for (size_t i = 0; i < all.size(); ++i) {
      (paired ? *all[i].read_paired : all[i].read).Add(ReadAsTheReport(*claims[i], printed));
      (paired ? *all[i].tested_paired : all[i].tested).Add(judgements[i].verdict);
    }
  };
  SeedDrawer drawer(n);
  for (int study = 0; study < studies; ++study) {
    statistics::FactorialCells own, shared;
    for (int cell = 0; cell < statistics::kFactorCells; ++cell)
      own[cell] = Chosen(cells[cell], drawer.Draw());
    const std::vector<size_t>& seeds = drawer.Draw();
    for (int cell = 0; cell < statistics::kFactorCells; ++cell)
      shared[cell] = Chosen(cells[cell], seeds);
    conclude(own, Pairing::kNone);
    conclude(shared, Pairing::kBySeed);
  }
  return all;
}

}  // namespace tenfold::reports

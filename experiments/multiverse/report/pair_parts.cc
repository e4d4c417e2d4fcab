#include "experiments/multiverse/report/pair_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "experiments/pairs/report/printed_tables.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/verdicts.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTestPairs = 1000.0;

using Statistic = std::function<double(const statistics::FactorialCells&)>;

ClaimPart Above(double bound, double fails_below, Statistic statistic) {
  return {std::move(statistic), bound, kInfinity, fails_below, kInfinity};
}

ClaimPart Within(double low, double high, Statistic statistic) {
  return {std::move(statistic), low, high, low, high};
}

ClaimPart Near(double value, double margin, Statistic statistic) {
  return Within(value - margin, value + margin, std::move(statistic));
}

Statistic ContrastOf(std::vector<double> weights) {
  return [weights](const statistics::FactorialCells& cells) {
    return *statistics::Mean(Contrast(cells, weights));
  };
}

Statistic ContrastOf(uint8_t plus, uint8_t minus) { return ContrastOf(Weights(plus, minus)); }

// What is below is rounding: accuracies are parts of 1,000. Without spread there is no logarithm.
constexpr double kLeastStd = 1e-6;

double LogStd(double std) {
  return std < kLeastStd ? std::numeric_limits<double>::quiet_NaN() : std::log(std);
}

ClaimPart MoreThan(uint8_t plus, uint8_t minus) {
  std::vector<double> weights = Weights(kWithAuxiliary, kWithoutAuxiliary);
  const std::vector<double> other = Weights(plus, minus);
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) weights[cell] -= other[cell];
  return Above(0.0, 0.0, ContrastOf(weights));
}

std::vector<ClaimPart> EachNear(double margin, const std::function<double(int)>& value) {
  std::vector<ClaimPart> parts;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell)
    parts.push_back(Near(value(cell), margin, ContrastOf(uint8_t(1 << cell), 0)));
  return parts;
}

std::vector<ClaimPart> EachPrinted(const PairClaim& claim, Reading reading) {
  return EachNear(claim.margin, [&](int cell) { return PrintedOf(cell, reading).mean / 100.0; });
}

std::vector<ClaimPart> EachWider(const PairClaim& claim) {
  std::vector<ClaimPart> parts;
  for (int a = 0; a < statistics::kFactorCells; ++a) {
    for (int b = 0; b < statistics::kFactorCells; ++b) {
      if ((claim.plus >> a & 1) == 0 || (claim.minus >> b & 1) == 0) continue;
      parts.push_back(Above(0.0, 0.0, [a, b](const statistics::FactorialCells& cells) {
        return LogStd(*statistics::SampleStd(cells[a])) - LogStd(*statistics::SampleStd(cells[b]));
      }));
    }
  }
  return parts;
}

ClaimPart StdNear(const PairClaim& claim,
                  double (*std_of)(const statistics::FactorialCells&, uint8_t)) {
  return Within(std::log(claim.value - claim.margin), std::log(claim.value + claim.margin),
                [settings = claim.plus, std_of](const statistics::FactorialCells& cells) {
                  return LogStd(std_of(cells, settings));
                });
}

}  // namespace

std::vector<ClaimPart> PartsOf(const PairClaim& claim) {
  switch (claim.test) {
    case PairTest::kAllNear:
      return EachNear(claim.margin, [&](int) { return claim.value; });
    case PairTest::kMost:
      return {Above(0.0, 0.0, ContrastOf(kWithAuxiliary, kWithoutAuxiliary)),
              MoreThan(kWithSharing, kWithoutSharing), MoreThan(kCnn, kMlp)};
    case PairTest::kBetter:
      return {Above(0.0, claim.margin, ContrastOf(claim.plus, claim.minus))};
    case PairTest::kDifference:
      return {Near(claim.value, claim.margin, ContrastOf(claim.plus, claim.minus))};
    case PairTest::kWider:
      return EachWider(claim);
    case PairTest::kStdWithin:
      return {StdNear(claim, StdWithin)};
    case PairTest::kStdOverall:
      return {StdNear(claim, StdOverall)};
    case PairTest::kCellsHeaded:
      return EachPrinted(claim, Reading::kHeaded);
    case PairTest::kCellsCaptioned:
      return EachPrinted(claim, Reading::kCaptioned);
  }
  return {};
}

std::vector<statistics::FactorialCells> CellsOf(const measurements::Grid& grid) {
  std::vector<int> cell_of;  // by variant
  for (const std::string& variant : grid.variants) {
    for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
      if (PairVariant(cell) == variant) cell_of.push_back(cell);
    }
  }
  if (cell_of.size() != statistics::kFactorCells || cell_of.size() != grid.variants.size())
    return {};
  std::vector<statistics::FactorialCells> settings;
  for (const measurements::GridSetting& setting : grid.settings) {
    std::map<int64_t, std::map<int, double>> by_seed;
    for (const measurements::GridRun& run : setting.runs) {
      if (!run.outcomes.empty())
        by_seed[run.seed][cell_of[run.variant]] = run.outcomes[0] / kTestPairs;
    }
    statistics::FactorialCells& cells = settings.emplace_back();
    for (const auto& [seed, accuracies] : by_seed) {
      if (accuracies.size() < statistics::kFactorCells) continue;
      for (const auto& [cell, accuracy] : accuracies) cells[cell].push_back(accuracy);
    }
  }
  return settings;
}

statistics::FactorialCells SomeSeeds(const statistics::FactorialCells& cells, size_t first,
                                     size_t end) {
  statistics::FactorialCells part;
  const size_t n = cells[0].size();
  for (int cell = 0; cell < statistics::kFactorCells; ++cell)
    part[cell].assign(cells[cell].begin() + std::min(first, n),
                      cells[cell].begin() + std::min(end, n));
  return part;
}

}  // namespace tenfold::reports

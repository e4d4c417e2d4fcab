#include "experiments/variance/components.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_join.h"
#include "engine/numerics/random.h"
#include "statistics/bootstrap.h"

namespace tenfold::variance {
namespace {

using measurements::kVarianceNetworks;
using measurements::VarianceReplicate;

constexpr int kResamples = 2000;
constexpr unsigned kSets = kAllSources + 1;
constexpr unsigned kTraining = kTrainDraw | kInitialWeights | kBatchOrder;

// By set of sources: the variance of what they make alone and with each other.
double Closed(const Components& components, unsigned sources) {
  double sum = 0.0;
  for (unsigned u = 1; u < kSets; ++u) {
    if ((u & ~sources) == 0) sum += components[u];
  }
  return sum;
}

bool IsOfThreeOrMore(unsigned sources) {
  unsigned rest = sources & (sources - 1);
  rest &= rest - 1;
  return rest != 0;
}

// Components, then the mean rate of wrong answers.
std::vector<double> Row(const VarianceReplicate& replicate, int64_t test_pairs,
                        int64_t test_draws) {
  const Components components = ComponentsOf(replicate, test_pairs, test_draws);
  std::vector<double> row(components.begin(), components.end());
  row.push_back(static_cast<double>(replicate.wrong) / kVarianceNetworks /
                static_cast<double>(test_draws) / static_cast<double>(test_pairs));
  return row;
}

// The intervals of a Decomposition in the order of what StatisticsOf returns.
std::vector<statistics::Interval*> PlacesIn(Decomposition& all) {
  std::vector<statistics::Interval*> places = {&all.accuracy,     &all.total_std,
                                               &all.interactions, &all.floor,
                                               &all.networks_std, &all.kept_data_std};
  for (statistics::Interval& share : all.totals) places.push_back(&share);
  for (unsigned u = 1; u < kSets; ++u) places.push_back(&all.shares[u]);
  return places;
}

std::vector<double> StatisticsOf(const std::vector<double>& mean, int64_t test_pairs) {
  Components components;
  std::copy_n(mean.begin(), kSets, components.begin());
  const double wrong = mean.back();
  const double total = Closed(components, kAllSources);
  const double networks = Closed(components, kTraining);
  // The mean of p (1 - p), where p is a network's own rate.
  const double of_a_pair = wrong - components[0] - networks;
  double interactions = 0.0;
  for (unsigned u = 1; u < kSets; ++u) {
    if (IsOfThreeOrMore(u)) interactions += components[u];
  }
  std::vector<double> statistics = {
      1.0 - wrong,
      std::sqrt(total),
      interactions / total,
      of_a_pair / static_cast<double>(test_pairs) / total,
      std::sqrt(std::max(networks, 0.0)),
      std::sqrt(std::max(total - Closed(components, kTrainDraw | kTestDraw), 0.0) / total)};
  for (const unsigned source : kSources) {
    statistics.push_back(1.0 - Closed(components, kAllSources & ~source) / total);
  }
  for (unsigned u = 1; u < kSets; ++u) statistics.push_back(components[u] / total);
  return statistics;
}

}  // namespace

std::string NameOf(unsigned sources) {
  std::vector<std::string> names;
  for (const auto& [source, name] :
       {std::pair{kTrainDraw, "train draw"}, std::pair{kInitialWeights, "initial weights"},
        std::pair{kBatchOrder, "batch order"}, std::pair{kTestDraw, "test draw"}}) {
    if ((sources & source) != 0) names.emplace_back(name);
  }
  return absl::StrJoin(names, " × ");
}

VarianceReplicate SumsOf(const WrongAnswers& wrong) {
  VarianceReplicate sums;
  std::array<int64_t, kVarianceNetworks> all{};
  for (int n = 0; n < kVarianceNetworks; ++n) {
    for (const int64_t count : wrong[n]) all[n] += count;
    sums.wrong += all[n];
  }
  for (int u = 0; u < kVarianceNetworks; ++u) {
    for (int n = 0; n < kVarianceNetworks; ++n) {
      const int partner = n ^ u ^ (kVarianceNetworks - 1);
      sums.any_draws[u] += all[n] * all[partner];
      for (size_t t = 0; t < wrong[n].size(); ++t) {
        sums.same_draw[u] += wrong[n][t] * wrong[partner][t];
      }
    }
  }
  return sums;
}

Components ComponentsOf(const VarianceReplicate& replicate, int64_t test_pairs,
                        int64_t test_draws) {
  const auto pairs = static_cast<double>(test_pairs), draws = static_cast<double>(test_draws);
  Components components;
  // First the mean products, each of which expects the squared mean and all components within u.
  for (unsigned u = 0; u < kVarianceNetworks; ++u) {
    const auto same = static_cast<double>(replicate.same_draw[u]);
    const auto any = static_cast<double>(replicate.any_draws[u]);
    const double of_a_draw = kVarianceNetworks * draws * pairs * pairs;
    components[u] = (any - same) / (of_a_draw * (draws - 1.0));
    components[u | kTestDraw] = same / of_a_draw;
  }
  // Moebius inversion: minus what each smaller set expects.
  for (unsigned source = 1; source < kSets; source *= 2) {
    for (unsigned u = 0; u < kSets; ++u) {
      if ((u & source) != 0) components[u] -= components[u ^ source];
    }
  }
  return components;
}

std::optional<Decomposition> Decompose(const std::vector<VarianceReplicate>& replicates,
                                       int64_t test_pairs, int64_t test_draws) {
  std::vector<std::vector<double>> rows;
  rows.reserve(replicates.size());
  for (const VarianceReplicate& replicate : replicates) {
    rows.push_back(Row(replicate, test_pairs, test_draws));
  }
  PhiloxGenerator generator(0, Stream::kData, 0);
  const std::vector<std::optional<statistics::Interval>> intervals = statistics::BootstrapIntervals(
      rows, [&](const std::vector<double>& mean) { return StatisticsOf(mean, test_pairs); },
      kResamples, [&](uint32_t bound) { return generator.NextBelow(bound); });
  Decomposition all;
  const std::vector<statistics::Interval*> places = PlacesIn(all);
  if (intervals.size() != places.size()) return std::nullopt;
  for (size_t i = 0; i < places.size(); ++i) {
    if (!intervals[i].has_value()) return std::nullopt;
    *places[i] = *intervals[i];
  }
  return all;
}

}  // namespace tenfold::variance

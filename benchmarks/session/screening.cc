#include "benchmarks/session/screening.h"

#include <algorithm>
#include <cmath>

#include "base/status_macros.h"

namespace tenfold::benchmarks {
namespace {

double MeanLogarithm(const std::vector<double>& values) {
  double sum = 0.0;
  for (double value : values) sum += std::log(value);
  return sum / static_cast<double>(values.size());
}

// Whether configuration `c` is nearly the fastest of a set that it belongs to.
bool IsContender(int c, const std::vector<Screened>& screened,
                 const std::vector<std::vector<int>>& sets, double contender) {
  return std::any_of(sets.begin(), sets.end(), [&](const std::vector<int>& set) {
    return std::find(set.begin(), set.end(), c) != set.end() && set.size() > 1 &&
           MeanLogarithm(screened[c].seconds) <=
               MeanLogarithm(screened[Fastest(screened, set)].seconds) + std::log1p(contender);
  });
}

}  // namespace

absl::StatusOr<std::vector<Screened>> RunScreening(
    int configurations, const std::vector<std::vector<int>>& sets, const ScreeningOptions& options,
    const std::function<absl::StatusOr<std::vector<double>>(int configuration)>& measure) {
  std::vector<Screened> screened(configurations);
  for (int pass = 0; pass < options.passes; ++pass) {
    std::vector<int> chosen;
    for (int c = 0; c < configurations; ++c) {
      if (pass == 0 || IsContender(c, screened, sets, options.contender)) chosen.push_back(c);
    }
    for (int c : chosen) {
      TENFOLD_ASSIGN_OR_RETURN(std::vector<double> seconds, measure(c));
      if (pass == 0) screened[c].seconds = seconds;
      for (size_t w = 0; w < seconds.size(); ++w) {
        screened[c].seconds[w] = std::min(screened[c].seconds[w], seconds[w]);
      }
      ++screened[c].times;
    }
  }
  return screened;
}

int Fastest(const std::vector<Screened>& screened, const std::vector<int>& candidates) {
  return *std::min_element(candidates.begin(), candidates.end(), [&](int a, int b) {
    return MeanLogarithm(screened[a].seconds) < MeanLogarithm(screened[b].seconds);
  });
}

}  // namespace tenfold::benchmarks

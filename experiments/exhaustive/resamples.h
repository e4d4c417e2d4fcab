// Resamples of the digits with replacement: an accuracy on all ordered pairs of digits is a
// V-statistic, so that digits are drawn and not pairs (Efron 1979; Arcones and Gine 1992).
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/exhaustive/every_pair.h"

namespace tenfold::exhaustive {

class Resamples {
 public:
  // `count` of them, each of as many of the `digits` as there are, at most 65535.
  Resamples(int digits, int count);

  int count() const { return count_; }

  // How often a resample has a digit.
  int Weight(int digit, int resample) const { return weights_[PlaceOf(digit, resample)]; }

  // By resample, how often these pairs occur in it.
  std::vector<int64_t> Count(const WrongPairs& pairs) const;

 private:
  static constexpr int kLanes = 64;  // resamples that are added side by side

  size_t PlaceOf(int digit, int resample) const {
    return (size_t{1} * (resample / kLanes) * digits_ + digit) * kLanes + resample % kLanes;
  }

  const int digits_, count_;
  std::vector<uint8_t> weights_;  // [count / kLanes, digits, kLanes]
};

}  // namespace tenfold::exhaustive

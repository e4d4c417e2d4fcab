#include "experiments/exhaustive/resamples.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/check.h"
#include "engine/numerics/random.h"

namespace tenfold::exhaustive {
Resamples::Resamples(int digits, int count)
    : digits_(digits),
      count_(count),
      weights_(size_t{1} * (count + kLanes - 1) / kLanes * digits * kLanes) {
  TENFOLD_CHECK(digits <= std::numeric_limits<uint16_t>::max(), digits, " digits");
  for (int r = 0; r < count; ++r) {
    PhiloxGenerator generator(/*seed=*/0, Stream::kData, static_cast<uint32_t>(r));
    for (int i = 0; i < digits; ++i) {
      uint8_t& weight = weights_[PlaceOf(static_cast<int>(generator.NextBelow(digits)), r)];
      TENFOLD_CHECK(weight < std::numeric_limits<uint8_t>::max(), "a digit drawn too often");
      ++weight;
    }
  }
}

std::vector<int64_t> Resamples::Count(const WrongPairs& pairs) const {
  std::vector<int64_t> totals(count_);
  for (int begin = 0; begin < count_; begin += kLanes) {
    for (size_t first = 0; first < pairs.size(); ++first) {
      std::array<uint16_t, kLanes> beside{};  // each at most as many as there are digits
      for (const uint16_t second : pairs[first]) {
        const uint8_t* weights = &weights_[PlaceOf(second, begin)];
        for (int lane = 0; lane < kLanes; ++lane) beside[lane] += weights[lane];
      }
      for (int r = begin; r < std::min(begin + kLanes, count_); ++r) {
        totals[r] += int64_t{Weight(static_cast<int>(first), r)} * beside[r - begin];
      }
    }
  }
  return totals;
}

}  // namespace tenfold::exhaustive

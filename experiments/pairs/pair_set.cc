#include "experiments/pairs/pair_set.h"

#include <array>
#include <cmath>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/numerics/random.h"

namespace tenfold {
namespace {

constexpr int kPixels = kPairImageSize * kPairImageSize;
// A pooled pixel is the sum of four bytes, a quarter of which is their average.
constexpr int kSums = 4 * 255 + 1;

// Pairs whose pixels are still sums, [2N, 14, 14].
struct RawPairs {
  std::vector<int16_t> sums;
  std::vector<int32_t> classes;  // [2N]
};

void AppendPooled(const uint8_t* image, std::vector<int16_t>& sums) {
  for (int y = 0; y < kDigitSize; y += 2) {
    for (int x = 0; x < kDigitSize; x += 2) {
      const uint8_t* top = image + y * kDigitSize + x;
      const uint8_t* bottom = top + kDigitSize;
      sums.push_back(static_cast<int16_t>(top[0] + top[1] + bottom[0] + bottom[1]));
    }
  }
}

// Pairs of the digits that `permutation` lists.
RawPairs TakePairs(const DigitSet& set, absl::Span<const int32_t> permutation) {
  RawPairs raw;
  raw.sums.reserve(permutation.size() * kPixels);
  for (const size_t digit : permutation) {
    AppendPooled(&set.images[digit * kDigitSize * kDigitSize], raw.sums);
    raw.classes.push_back(set.labels[digit]);
  }
  return raw;
}

absl::Status CheckPairs(const DigitSet& set, absl::string_view name, int64_t pairs) {
  if (pairs >= 1 && pairs <= set.size() / 2) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("cannot draw ", pairs, " pairs: the ", name,
                                                 " set has ", set.size(),
                                                 " digits, enough for 1 to ", set.size() / 2));
}

// The standardised value of each possible sum. Only exact sums, a fixed order and the four basic
// operations and the square root, which IEEE 754 rounds correctly, in double; one rounding to
// float.
absl::StatusOr<std::array<float, kSums>> Standardisation(const std::vector<int16_t>& sums) {
  std::array<int64_t, kSums> histogram = {};
  for (int16_t sum : sums) ++histogram[sum];
  int64_t total = 0;
  for (int sum = 0; sum < kSums; ++sum) total += histogram[sum] * sum;
  const double count = static_cast<double>(sums.size());
  const double mean = static_cast<double>(total) / count;
  double squares = 0.0;
  for (int sum = 0; sum < kSums; ++sum) {
    squares += static_cast<double>(histogram[sum]) * ((sum - mean) * (sum - mean));
  }
  // Tested on the counts: rounding of the mean can leave a little variance where there is none.
  if (histogram[sums.front()] == static_cast<int64_t>(sums.size())) {
    return absl::InvalidArgumentError("cannot standardise the train images: all pixels are equal");
  }
  const double deviation = std::sqrt(squares / count);
  std::array<float, kSums> standardised;
  for (int sum = 0; sum < kSums; ++sum) {
    standardised[sum] = static_cast<float>((sum - mean) / deviation);
  }
  return standardised;
}

PairSet MakeSet(const RawPairs& raw, const std::array<float, kSums>& standardised) {
  PairSet set;
  set.images.reserve(raw.sums.size());
  for (int16_t sum : raw.sums) set.images.push_back(standardised[sum]);
  for (size_t i = 0; i < raw.classes.size(); i += 2) {
    set.targets.push_back(raw.classes[i] <= raw.classes[i + 1] ? 1 : 0);
  }
  set.classes = raw.classes;
  return set;
}

}  // namespace

absl::StatusOr<PairData> MakePairs(const DigitData& digits, int pairs, uint64_t seed,
                                   int held_out_pairs) {
  absl::Status status = CheckPairs(digits.train, "train", pairs);
  if (!status.ok()) return status;
  PhiloxGenerator train_generator(seed, Stream::kData, 0);
  const std::vector<int32_t> train_order = RandomPermutation(digits.train.size(), train_generator);
  const absl::Span<const int32_t> train_span = train_order;
  const RawPairs train = TakePairs(digits.train, train_span.first(size_t{2} * pairs));
  RawPairs test;
  if (held_out_pairs > 0) {
    status = CheckPairs(digits.train, "train", int64_t{pairs} + held_out_pairs);
    if (!status.ok()) return status;
    test =
        TakePairs(digits.train, train_span.subspan(size_t{2} * pairs, size_t{2} * held_out_pairs));
  } else {
    status = CheckPairs(digits.test, "test", pairs);
    if (!status.ok()) return status;
    PhiloxGenerator generator(seed, Stream::kData, 1);
    const std::vector<int32_t> order = RandomPermutation(digits.test.size(), generator);
    test = TakePairs(digits.test, absl::MakeConstSpan(order).first(size_t{2} * pairs));
  }
  const absl::StatusOr<std::array<float, kSums>> standardised = Standardisation(train.sums);
  if (!standardised.ok()) return standardised.status();
  return PairData{MakeSet(train, *standardised), MakeSet(test, *standardised)};
}

}  // namespace tenfold

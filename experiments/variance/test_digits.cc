#include "experiments/variance/test_digits.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "engine/numerics/random.h"
#include "experiments/pairs/pair_set.h"

namespace tenfold::variance {
namespace {

constexpr int kPixels = kPairImageSize * kPairImageSize;
constexpr int kMostSum = 4 * 255;
// Digit d of a chart, whose label it is, shows sum d * kPixels + i at pixel i.
constexpr int kChartDigits = (kMostSum + kPixels) / kPixels;

int ShownAt(int digit, int pixel) { return std::min(digit * kPixels + pixel, kMostSum); }

// Places of the 2x2 pixels that pixel i of a pair's image is made of.
std::array<int, 4> PooledAt(int i) {
  const int top = 2 * (i / kPairImageSize) * kDigitSize + 2 * (i % kPairImageSize);
  return {top, top + 1, top + kDigitSize, top + kDigitSize + 1};
}

}  // namespace

DigitSet Chart(int pairs) {
  DigitSet set;
  for (int n = 0; n < 2 * pairs; ++n) {
    const int digit = n % kChartDigits;
    set.labels.push_back(static_cast<uint8_t>(digit));
    set.images.resize(set.images.size() + kDigitSize * kDigitSize);
    uint8_t* image = &set.images[set.images.size() - kDigitSize * kDigitSize];
    for (int i = 0; i < kPixels; ++i) {
      int left = ShownAt(digit, i);
      for (const int place : PooledAt(i)) {
        image[place] = static_cast<uint8_t>(std::min(left, 255));
        left -= image[place];
      }
    }
  }
  return set;
}

std::vector<float> StandardisedSums(const Samples& chart) {
  std::vector<float> values(kMostSum + 1);
  for (size_t row = 0; row < chart.row_classes.size(); ++row) {
    for (int i = 0; i < kPixels; ++i) {
      values[ShownAt(chart.row_classes[row], i)] = chart.inputs[row * kPixels + i];
    }
  }
  return values;
}

TestDigits::TestDigits(const DigitSet& set) : labels_(set.labels) {
  sums_.reserve(labels_.size() * kPixels);
  for (size_t n = 0; n < labels_.size(); ++n) {
    const uint8_t* image = &set.images[n * kDigitSize * kDigitSize];
    for (int i = 0; i < kPixels; ++i) {
      int sum = 0;
      for (const int place : PooledAt(i)) sum += image[place];
      sums_.push_back(static_cast<int16_t>(sum));
    }
  }
}

std::vector<int32_t> TestDigits::Draw(int pairs, uint64_t seed) const {
  PhiloxGenerator generator(seed, Stream::kData, 1);
  std::vector<int32_t> digits = RandomPermutation(static_cast<int>(labels_.size()), generator);
  TENFOLD_CHECK(pairs <= static_cast<int>(labels_.size()) / 2, pairs, " pairs of ", labels_.size());
  digits.resize(size_t{2} * pairs);
  return digits;
}

Samples TestDigits::PairsOf(const std::vector<int32_t>& digits,
                            const std::vector<float>& standardised_sums) const {
  Samples samples;
  samples.count = static_cast<int>(digits.size() / 2);
  samples.rows_per_sample = 2;
  samples.inputs.reserve(digits.size() * kPixels);
  for (const size_t digit : digits) {
    samples.row_classes.push_back(labels_[digit]);
    for (int i = 0; i < kPixels; ++i) {
      samples.inputs.push_back(standardised_sums[sums_[digit * kPixels + i]]);
    }
  }
  // For either kind of loss.
  TargetArray& targets = samples.targets.emplace_back();
  for (int i = 0; i < samples.count; ++i) {
    const bool at_most = samples.row_classes[2 * i] <= samples.row_classes[2 * i + 1];
    targets.classes.push_back(at_most ? 1 : 0);
    targets.values.push_back(at_most ? 1.0f : 0.0f);
  }
  return samples;
}

}  // namespace tenfold::variance

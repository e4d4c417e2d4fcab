#include "engine/numerics/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tenfold {
namespace {

using ::testing::ElementsAre;

// From the known-answer file `kat_vectors` of Random123, the generator's publication.
TEST(Philox, KnownAnswers) {
  EXPECT_THAT(Philox4x32({0, 0, 0, 0}, {0, 0}),
              ElementsAre(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
  EXPECT_THAT(
      Philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
      ElementsAre(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
  EXPECT_THAT(
      Philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
      ElementsAre(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
}

TEST(PhiloxGenerator, StreamsDifferInSeedPurposeAndSubstream) {
  std::set<uint32_t> first_numbers;
  for (uint64_t seed : {uint64_t{0}, uint64_t{1}, uint64_t{1} << 32}) {
    for (Stream purpose : {Stream::kData, Stream::kInitialWeights, Stream::kBatchOrder}) {
      for (uint32_t substream : {0, 1}) {
        first_numbers.insert(PhiloxGenerator(seed, purpose, substream).NextUint32());
      }
    }
  }
  EXPECT_EQ(first_numbers.size(), 18u);
}

TEST(PhiloxGenerator, CountsBlocksInTheFirstCounterWord) {
  PhiloxGenerator generator(7, Stream::kData, 3);
  for (uint32_t block = 0; block < 5; ++block) {
    const auto expected = Philox4x32({block, 0, 1, 3}, {7, 0});
    for (uint32_t number : expected) EXPECT_EQ(generator.NextUint32(), number);
  }
}

TEST(PhiloxGenerator, UniformHasTheMomentsOfTheUniformDistribution) {
  PhiloxGenerator generator(1, Stream::kData);
  const int n = 1 << 20;
  double sum = 0, sum_of_squares = 0;
  for (int i = 0; i < n; ++i) {
    const double u = generator.NextUniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    sum_of_squares += u * u;
  }
  // Five standard errors.
  EXPECT_NEAR(sum / n, 0.5, 5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(sum_of_squares / n, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / n));
}

TEST(PhiloxGenerator, BelowIsUniform) {
  PhiloxGenerator generator(2, Stream::kData);
  const int n = 700000;
  std::vector<int> counts(7);
  for (int i = 0; i < n; ++i) ++counts.at(generator.NextBelow(7));
  for (int count : counts) EXPECT_NEAR(count, n / 7, 5 * std::sqrt(n / 7.0));
  // Almost half of all 32-bit numbers are rejected for this bound.
  for (int i = 0; i < 1000; ++i) EXPECT_LT(generator.NextBelow(0x80000001u), 0x80000001u);
  EXPECT_EQ(generator.NextBelow(1), 0u);
}

TEST(RandomPermutation, IsAPermutationAndEachOneIsEquallyLikely) {
  PhiloxGenerator generator(3, Stream::kBatchOrder);
  EXPECT_TRUE(RandomPermutation(0, generator).empty());
  std::vector<int32_t> permutation = RandomPermutation(1000, generator);
  std::sort(permutation.begin(), permutation.end());
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(permutation[i], i);

  const int n = 60000;
  std::vector<int> counts(27);
  for (int i = 0; i < n; ++i) {
    const auto p = RandomPermutation(3, generator);
    ++counts[p[0] * 9 + p[1] * 3 + p[2]];
  }
  for (int code : {5, 7, 11, 15, 19, 21}) EXPECT_NEAR(counts[code], n / 6, 5 * std::sqrt(n / 6.0));
}

}  // namespace
}  // namespace tenfold

#include "experiments/pairs/pair_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/types/span.h"
#include "base/text/digest.h"

namespace tenfold {
namespace {

// Digit i of n has every pixel at a value of its own, (first + i) % 256, and label i % 10.
DigitSet FlatDigits(int n, int first) {
  DigitSet set;
  for (int i = 0; i < n; ++i) {
    set.images.insert(set.images.end(), kDigitSize * kDigitSize,
                      static_cast<uint8_t>((first + i) % 256));
    set.labels.push_back(static_cast<uint8_t>(i % kDigitClasses));
  }
  return set;
}

DigitData FlatData(int train, int test) {
  return {"flat", "", FlatDigits(train, 0), FlatDigits(test, 100)};
}

TEST(MakePairs, ShapesTargetsAndClasses) {
  const absl::StatusOr<PairData> data = MakePairs(FlatData(200, 100), 50, 1);
  ASSERT_TRUE(data.ok()) << data.status();
  std::set<int32_t> targets;
  for (const PairSet* set : {&data->train, &data->test}) {
    ASSERT_EQ(set->images.size(), 100u * 14 * 14);
    ASSERT_EQ(set->classes.size(), 100u);
    ASSERT_EQ(set->targets.size(), 50u);
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(set->targets[i], set->classes[2 * i] <= set->classes[2 * i + 1] ? 1 : 0);
      targets.insert(set->targets[i]);
    }
  }
  EXPECT_EQ(targets.size(), 2u);
}

TEST(MakePairs, EqualDigitsAreInOrder) {
  DigitData digits = FlatData(20, 20);
  for (DigitSet* set : {&digits.train, &digits.test}) set->labels.assign(20, 7);
  const absl::StatusOr<PairData> data = MakePairs(digits, 10, 0);
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ(data->train.targets, std::vector<int32_t>(10, 1));
  EXPECT_EQ(data->test.classes, std::vector<int32_t>(20, 7));
}

TEST(MakePairs, NoDigitIsDrawnTwice) {
  // All digits are drawn, each with a brightness of its own.
  const absl::StatusOr<PairData> data = MakePairs(FlatData(200, 100), 50, 1);
  ASSERT_TRUE(data.ok()) << data.status();
  std::set<float> test_values(data->test.images.begin(), data->test.images.end());
  EXPECT_EQ(test_values.size(), 100u);
  std::set<float> train_values(data->train.images.begin(), data->train.images.end());
  EXPECT_EQ(train_values.size(), 100u);
}

TEST(MakePairs, ImagesAndClassesBelongTogether) {
  const absl::StatusOr<PairData> data = MakePairs(FlatData(100, 100), 50, 5);
  ASSERT_TRUE(data.ok()) << data.status();
  // All 100 train digits are drawn, so the mean brightness is 49.5 and the variance (100^2 - 1)
  // / 12.
  const double deviation = std::sqrt((100.0 * 100.0 - 1.0) / 12.0);
  for (int i = 0; i < 100; ++i) {
    const double train = data->train.images[i * 196] * deviation + 49.5;
    EXPECT_NEAR(train, std::round(train), 1e-4);
    EXPECT_EQ(std::lround(train) % 10, data->train.classes[i]);
    // The test set is standardised by the train set's numbers.
    const double test = data->test.images[i * 196 + 195] * deviation + 49.5;
    EXPECT_NEAR(test, std::round(test), 1e-4);
    EXPECT_EQ((std::lround(test) - 100) % 10, data->test.classes[i]);
  }
}

TEST(MakePairs, AveragesTwoByTwoPixels) {
  // Two train digits: one black, and one with four pixels whose average falls into row 13,
  // column 1.
  DigitData digits = FlatData(2, 2);
  digits.train.images.assign(2 * 28 * 28, 0);
  uint8_t* image = &digits.train.images[28 * 28];
  image[26 * 28 + 2] = 255;
  image[26 * 28 + 3] = 10;
  image[27 * 28 + 2] = 20;
  image[27 * 28 + 3] = 31;
  digits.train.labels = {0, 1};
  const absl::StatusOr<PairData> data = MakePairs(digits, 1, 0);
  ASSERT_TRUE(data.ok()) << data.status();
  const int bright = (data->train.classes[0] == 1 ? 0 : 196) + 13 * 14 + 1;
  // One of 392 pixels differs: standardised it is sqrt(391), the others -1 / sqrt(391).
  for (int i = 0; i < 392; ++i) {
    EXPECT_FLOAT_EQ(data->train.images[i],
                    static_cast<float>(i == bright ? std::sqrt(391.0) : -1.0 / std::sqrt(391.0)));
  }
  // Test digits have the brightnesses 100 and 101; the train mean is 79 / 392.
  const double mean = 79.0 / 392.0, deviation = 79.0 * std::sqrt(391.0) / 392.0;
  EXPECT_FLOAT_EQ(data->test.images[0] + data->test.images[196],
                  static_cast<float>((201.0 - 2.0 * mean) / deviation));
}

TEST(MakePairs, SeedsAndSetsDiffer) {
  const DigitData digits = FlatData(200, 200);
  const PairData seed0 = *MakePairs(digits, 50, 0);
  EXPECT_EQ(MakePairs(digits, 50, 0)->train.images, seed0.train.images);
  EXPECT_NE(MakePairs(digits, 50, 1)->train.classes, seed0.train.classes);
  EXPECT_NE(seed0.test.classes, seed0.train.classes);
}

TEST(MakePairs, FewerPairsAreTheFirstOfMore) {
  const DigitData digits = FlatData(200, 200);
  const PairData few = *MakePairs(digits, 10, 0), many = *MakePairs(digits, 100, 0);
  EXPECT_TRUE(
      std::equal(few.train.classes.begin(), few.train.classes.end(), many.train.classes.begin()));
}

TEST(MakePairs, MorePairsThanThereAreDigits) {
  EXPECT_TRUE(MakePairs(FlatData(20, 21), 10, 0).ok());
  const absl::Status status = MakePairs(FlatData(20, 19), 10, 0).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "cannot draw 10 pairs: the test set has 19 digits, enough for 1 to 9");
  EXPECT_EQ(MakePairs(FlatData(20, 20), 2147483647, 0).status().message(),
            "cannot draw 2147483647 pairs: the train set has 20 digits, enough for 1 to 10");
  EXPECT_FALSE(MakePairs(FlatData(20, 20), 0, 0).ok());
  EXPECT_FALSE(MakePairs(FlatData(20, 20), -1, 0).ok());
}

TEST(MakePairs, HeldOutPairsFollowTheTrainPairs) {
  const DigitData digits = FlatData(200, 200);
  const PairData held_out = *MakePairs(digits, 10, 3, 90), all = *MakePairs(digits, 100, 3);
  EXPECT_EQ(held_out.train.images, MakePairs(digits, 10, 3)->train.images);
  ASSERT_EQ(held_out.test.classes.size(), 180u);
  EXPECT_TRUE(std::equal(held_out.test.classes.begin(), held_out.test.classes.end(),
                         all.train.classes.begin() + 20));
  // Every train digit is drawn once, each with a brightness of its own.
  std::set<float> brightness(held_out.train.images.begin(), held_out.train.images.end());
  brightness.insert(held_out.test.images.begin(), held_out.test.images.end());
  EXPECT_EQ(brightness.size(), 200u);
  EXPECT_EQ(MakePairs(digits, 10, 3, 91).status().message(),
            "cannot draw 101 pairs: the train set has 200 digits, enough for 1 to 100");
  // Not a single test digit is read.
  EXPECT_TRUE(MakePairs(FlatData(200, 0), 10, 3, 90).ok());
}

TEST(MakePairs, ImagesWithoutContrast) {
  DigitData digits = FlatData(6, 6);
  digits.train.images.assign(digits.train.images.size(), 77);
  EXPECT_EQ(MakePairs(digits, 3, 0).status().message(),
            "cannot standardise the train images: all pixels are equal");
}

class MnistPairsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    digits_ = new absl::StatusOr<DigitData>(
        LoadDigits(DefaultMnistDir(::testing::internal::GetArgvs().front())));
  }
  static void TearDownTestSuite() { delete digits_; }

  void SetUp() override { ASSERT_TRUE(digits_->ok()) << digits_->status(); }

  static absl::StatusOr<DigitData>* digits_;
};

absl::StatusOr<DigitData>* MnistPairsTest::digits_;

TEST_F(MnistPairsTest, TrainPixelsAreStandardised) {
  const absl::StatusOr<PairData> data = MakePairs(**digits_, 1000, 0);
  ASSERT_TRUE(data.ok()) << data.status();
  double sum = 0.0, squares = 0.0, ones = 0.0;
  for (float pixel : data->train.images) {
    sum += pixel;
    squares += double{pixel} * pixel;
  }
  const double n = static_cast<double>(data->train.images.size());
  EXPECT_NEAR(sum / n, 0.0, 1e-6);
  EXPECT_NEAR(squares / n, 1.0, 1e-6);
  // 55 % of pairs of digits are in order; five standard errors.
  for (int32_t target : data->train.targets) ones += target;
  EXPECT_NEAR(ones / 1000, 0.55, 5 * std::sqrt(0.55 * 0.45 / 1000));
}

// The numeric contract: these bits on every machine.
TEST_F(MnistPairsTest, KnownDigest) {
  const absl::StatusOr<PairData> data = MakePairs(**digits_, 1000, 0);
  ASSERT_TRUE(data.ok()) << data.status();
  Sha256 digest;
  for (const PairSet* set : {&data->train, &data->test}) {
    digest.AddNumbers(absl::MakeConstSpan(set->images));
    digest.AddNumbers(absl::MakeConstSpan(set->targets));
    digest.AddNumbers(absl::MakeConstSpan(set->classes));
  }
  EXPECT_EQ(digest.Hex(), "1457db34f1664e7f4662544bb6c8dfcbad5487d2afecffcfee611fd49e09eb46");
}

TEST_F(MnistPairsTest, AllTestDigits) {
  const absl::StatusOr<PairData> data = MakePairs(**digits_, 5000, 0);
  ASSERT_TRUE(data.ok()) << data.status();
  std::vector<int> drawn(kDigitClasses), there(kDigitClasses);
  for (int32_t digit : data->test.classes) ++drawn[digit];
  for (uint8_t digit : (*digits_)->test.labels) ++there[digit];
  EXPECT_EQ(drawn, there);
}

}  // namespace
}  // namespace tenfold

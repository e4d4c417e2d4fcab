#include "experiments/variance/replicates.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/backends/simd/simd.h"
#include "experiments/pairs/pair_set.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/training/trainer.h"

namespace tenfold::variance {
namespace {

constexpr int kPairs = 1000;

const DigitData& Mnist() {
  static const DigitData digits = *LoadDigits("external/mnist");
  return digits;
}

// Drawn with one seed and standardised by the train pairs of another: what both seeds' own test
// pairs are made of.
TEST(TestDigits, AreThePairsOfAnySeedStandardisedByAnyTrainSet) {
  const TestDigits test_digits(Mnist().test);
  DigitData with_chart = Mnist();
  with_chart.test = Chart(kPairs);
  for (const uint64_t seed : {0, 7}) {
    const PairData expected = *MakePairs(Mnist(), kPairs, seed);
    const PairData drawn = *MakePairs(with_chart, kPairs, seed);
    EXPECT_EQ(drawn.train.images, expected.train.images);
    Samples chart;
    chart.inputs = drawn.test.images;
    chart.row_classes = drawn.test.classes;
    const std::vector<float> sums = StandardisedSums(chart);
    const Samples pairs = test_digits.PairsOf(test_digits.Draw(kPairs, seed), sums);
    EXPECT_EQ(pairs.inputs, expected.test.images);
    EXPECT_EQ(pairs.row_classes, expected.test.classes);
    EXPECT_EQ(pairs.targets[0].classes, expected.test.targets);
    EXPECT_EQ(pairs.targets[0].values,
              std::vector<float>(expected.test.targets.begin(), expected.test.targets.end()));
    EXPECT_NE(pairs.inputs, test_digits.PairsOf(test_digits.Draw(kPairs, seed + 1), sums).inputs);
    // All values are those of sums: evenly spaced.
    ASSERT_EQ(sums.size(), 1021u);
    for (size_t s = 1; s < sums.size(); ++s) {
      EXPECT_NEAR(sums[s] - sums[s - 1], (sums[1020] - sums[0]) / 1020, 1e-5) << s;
    }
  }
}

int WrongOfRun(int64_t seed, const std::optional<uint64_t>& weights) {
  const Hyperparameters hyperparameters = HyperparametersOf(kSettings[0].preset);
  TrainingTask task = *pairs::MakeTask(kSettings[0].variant, hyperparameters);
  EXPECT_TRUE(pairs::DrawData(Mnist(), hyperparameters, seed, task).ok());
  task.seeds.weights = weights;
  const TrainingResult result =
      *Train(task, static_cast<uint64_t>(seed), simd::GetBackend(), [] { return true; });
  return static_cast<int>(std::lround((1.0 - result.test.accuracy()) * kPairs));
}

// Where all seeds are those of a run, the answers are.
TEST(Replicates, FirstNetworksAreRunsOfThePairs) {
  const absl::StatusOr<WrongAnswers> wrong =
      Replicates(Mnist(), kSettings[0]).Make(0, [] { return true; });
  ASSERT_TRUE(wrong.ok()) << wrong.status();
  for (const std::vector<int64_t>& by_draw : *wrong) EXPECT_EQ(by_draw.size(), 20u);
  EXPECT_EQ((*wrong)[0][0], WrongOfRun(0, std::nullopt));
  EXPECT_EQ((*wrong)[7][1], WrongOfRun(1, std::nullopt));
  EXPECT_EQ((*wrong)[kInitialWeights][0], WrongOfRun(0, 1));
  for (int n = 1; n < measurements::kVarianceNetworks; ++n) EXPECT_NE((*wrong)[n], (*wrong)[0]);
}

TEST(Replicates, EndsWhenItIsTold) {
  const absl::StatusOr<WrongAnswers> wrong =
      Replicates(Mnist(), kSettings[1]).Make(0, [] { return false; });
  EXPECT_TRUE(absl::IsCancelled(wrong.status())) << wrong.status();
}

}  // namespace
}  // namespace tenfold::variance

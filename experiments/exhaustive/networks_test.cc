#include "experiments/exhaustive/networks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/backends/simd/simd.h"
#include "experiments/exhaustive/settings.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/training/trainer.h"
#include "experiments/variance/replicates.h"

namespace tenfold::exhaustive {
namespace {

// The first test digits, of which a run's own test pairs can be drawn.
DigitData FewDigits() {
  DigitData digits = *LoadDigits("external/mnist");
  digits.test.labels.resize(2500);
  digits.test.images.resize(digits.test.labels.size() * kDigitSize * kDigitSize);
  return digits;
}

Setting SettingOf(const std::string& name) {
  for (const Setting& setting : Settings()) {
    if (setting.name == name) return setting;
  }
  ADD_FAILURE() << name;
  return {};
}

TEST(Settings, AreThePresetsAndSomeOfOtherSizes) {
  for (const char* preset : {"paper", "course"}) {
    const Hyperparameters hyperparameters = variance::HyperparametersOf(preset);
    EXPECT_EQ(hyperparameters.at("pairs"), kPairs);
    EXPECT_EQ(hyperparameters.at("epochs"), kEpochs);
  }
  EXPECT_EQ(SettingOf("pairs/paper,pairs=300,epochs=83/mlp").epochs, 83);
  EXPECT_EQ(SettingOf("pairs/paper,pairs=10000/cnn-shared-aux").pairs, 10000);
}

TEST(Networks, AreRunsOfThePairs) {
  const DigitData digits = FewDigits();
  const Resamples resamples(digits.test.size(), 3);
  const Networks networks(digits, SettingOf("pairs/paper/mlp"), resamples);
  const absl::StatusOr<measurements::ExhaustiveNetwork> network =
      networks.Test(4, [] { return true; });
  ASSERT_TRUE(network.ok()) << network.status();

  const Hyperparameters hyperparameters = variance::HyperparametersOf("paper");
  TrainingTask task = *pairs::MakeTask("mlp", hyperparameters);
  ASSERT_TRUE(pairs::DrawData(digits, hyperparameters, 4, task).ok());
  const TrainingResult run = *Train(task, 4, simd::GetBackend(), [] { return true; });
  EXPECT_EQ(network->seed, 4);
  EXPECT_EQ(network->weights_digest, WeightsDigest(run.final_weights).substr(0, 16));
  EXPECT_EQ(network->wrong_of_run, std::lround((1.0 - run.test.accuracy()) * 1000));

  // By the whole network, of the pairs that were drawn; its accuracy is near that on them.
  EXPECT_EQ(network->different, 0);
  const double pairs = 2500.0 * 2500.0;
  EXPECT_NEAR(static_cast<double>(network->wrong) / pairs, 1.0 - run.test.accuracy(), 0.05);
  ASSERT_EQ(network->resampled.size(), 3u);
  for (const int64_t wrong : network->resampled) {
    EXPECT_NE(wrong, network->wrong);
    EXPECT_NEAR(static_cast<double>(wrong) / static_cast<double>(network->wrong), 1.0, 0.1);
  }
}

TEST(Networks, EndsWhenItIsTold) {
  const DigitData digits = FewDigits();
  const Resamples resamples(digits.test.size(), 3);
  const absl::StatusOr<measurements::ExhaustiveNetwork> network =
      Networks(digits, SettingOf("pairs/course/cnn"), resamples).Test(0, [] { return false; });
  EXPECT_TRUE(absl::IsCancelled(network.status())) << network.status();
}

}  // namespace
}  // namespace tenfold::exhaustive

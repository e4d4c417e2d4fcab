#include "experiments/deviation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "experiments/disc/disc_experiment.h"

namespace tenfold {
namespace {

TEST(Deviation, IsRelative) {
  TrainingResult exact, result;
  exact.first_losses = {2.0, 0.0};
  result.first_losses = {2.5, 0.0};
  exact.train_loss = {4.0};
  result.train_loss = {3.0};
  exact.final_weights = {{3.0f}, {0.0f, 4.0f}};
  result.final_weights = {{3.0f}, {1.0f, 4.0f}};
  exact.test.metrics[kAccuracy] = 0.5;
  result.test.metrics[kAccuracy] = 0.75;
  const measurements::Deviation deviation = DeviationFrom(exact, result);
  EXPECT_EQ(deviation.first_losses, (std::vector<double>{0.25, 0.0}));
  EXPECT_EQ(deviation.epoch_losses, std::vector<double>{0.25});
  EXPECT_DOUBLE_EQ(deviation.weights, 0.2);
  EXPECT_EQ(deviation.test_accuracy, 0.25);
}

// One epoch of the disc: rounding shows, and little of it.
TEST(Deviation, OfFloatFromDouble) {
  const auto disc = disc::MakeExperiment();
  Hyperparameters hyperparameters = disc->presets()[0].hyperparameters;
  hyperparameters["epochs"] = 1;
  TrainingTask task = *disc->MakeTask("depth-3", hyperparameters);
  ASSERT_EQ(disc->DrawData(hyperparameters, 0, task), absl::OkStatus());
  const auto train = [&](const Backend& engine) {
    return *Train(task, 0, engine, [] { return true; });
  };
  const TrainingResult exact = train(reference::GetDoubleBackend());
  const TrainingResult result = train(simd::GetBackend());
  const measurements::Deviation deviation = DeviationFrom(exact, result);
  ASSERT_EQ(deviation.first_losses.size(), 20u);
  const double largest =
      *std::max_element(deviation.first_losses.begin(), deviation.first_losses.end());
  EXPECT_GT(largest, 0.0);
  EXPECT_LT(largest, 1e-5);
  EXPECT_GT(deviation.weights, 0.0);
  EXPECT_LT(deviation.weights, 1e-5);
}

}  // namespace
}  // namespace tenfold

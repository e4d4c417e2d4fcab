#include "engine/network/initial_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tenfold {
namespace {

NetworkInfo Info(int width) {
  return *Analyze(OneBlock({width}, {Linear(width, 100), Linear(100, 7)}));
}

TEST(InitialWeights, FillTheIntervalOfTheFanIn) {
  const NetworkInfo info = Info(16);
  const auto weights = InitialWeights(info, 5);
  ASSERT_EQ(weights.size(), 4u);
  for (size_t i = 0; i < weights.size(); ++i) {
    ASSERT_EQ(static_cast<int64_t>(weights[i].size()), NumElements(info.parameters[i].shape));
    const float bound = i < 2 ? 0.25f : 0.1f;
    const auto [min, max] = std::minmax_element(weights[i].begin(), weights[i].end());
    EXPECT_GE(*min, -bound);
    EXPECT_LT(*max, bound);
    EXPECT_LT(*min, -0.5f * bound);
    EXPECT_GT(*max, 0.5f * bound);
  }
}

TEST(InitialWeights, OfHeAndXavierHaveTheirBoundsAndNoBiases) {
  const NetworkInfo info = Info(16);
  for (const Initialization initialization : {Initialization::kHe, Initialization::kXavier}) {
    const bool he = initialization == Initialization::kHe;
    const auto weights = InitialWeights(info, 5, initialization);
    const auto default_weights = InitialWeights(info, 5);
    const double bounds[] = {std::sqrt(6.0 / (he ? 16 : 116)), 0, std::sqrt(6.0 / (he ? 100 : 107)),
                             0};
    for (size_t i = 0; i < weights.size(); ++i) {
      for (size_t j = 0; j < weights[i].size(); ++j) {
        // The same draws as those of the default.
        EXPECT_NEAR(weights[i][j], default_weights[i][j] / (i < 2 ? 0.25 : 0.1) * bounds[i], 1e-6);
      }
    }
  }
}

TEST(InitialWeights, DependOnSeedAndPlaceAlone) {
  const auto weights = InitialWeights(Info(16), 5);
  EXPECT_EQ(weights, InitialWeights(Info(16), 5));
  EXPECT_NE(weights, InitialWeights(Info(16), 6));
  // Another size before them changes nothing in the parameters of the second layer.
  const auto wider = InitialWeights(Info(17), 5);
  EXPECT_EQ(weights[2], wider[2]);
  EXPECT_EQ(weights[3], wider[3]);
}

}  // namespace
}  // namespace tenfold

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

TEST(Comparison, ByHand) {
  LayerRunner<double> comparison(reference::MakeKernel<double>, Comparison(3), {6}, /*max_rows=*/2);
  // p = (.1, .2, .7), q = (.5, .3, .2); then the two exchanged.
  const std::vector<double> p = {std::log(.1), std::log(.2), std::log(.7)};
  const std::vector<double> q = {std::log(5), std::log(3), std::log(2)};
  std::vector<double> input = p;
  input.insert(input.end(), q.begin(), q.end());
  input.insert(input.end(), q.begin(), q.end());
  input.insert(input.end(), p.begin(), p.end());
  const std::vector<double> output = comparison.Forward(input);
  const double y = .1 + .2 * .5 + .7 * .2;
  EXPECT_NEAR(output[0], y, 1e-15);
  EXPECT_NEAR(output[1], .5 + .3 * .9 + .2 * .7, 1e-15);
  const std::vector<double> grad = comparison.Backward({2, 0});
  const double expected[] = {2 * .1 * (1 - y),  2 * .2 * (.5 - y), 2 * .7 * (.2 - y),
                             2 * .5 * (.1 - y), 2 * .3 * (.3 - y), 2 * .2 * (1 - y)};
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(grad[i], expected[i], 1e-15) << i;
  for (int i = 6; i < 12; ++i) EXPECT_EQ(grad[i], 0.0);
}

// P(a <= b) + P(b <= a) = 1 + P(a = b).
TEST(Comparison, LargeLogitsAreCertain) {
  LayerRunner<float> comparison(reference::MakeKernel<float>, Comparison(2), {4}, /*max_rows=*/3);
  EXPECT_EQ(comparison.Forward({1e30f, 0, 0, 1e30f,  //
                                0, 1e30f, 1e30f, 0,  //
                                0, 1e30f, 0, 1e30f}),
            (std::vector<float>{1, 0, 1}));
  for (float x : comparison.Backward({1, 1, 1})) EXPECT_EQ(x, 0.0f);
}

}  // namespace
}  // namespace tenfold

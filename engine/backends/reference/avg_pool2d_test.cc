#include <gtest/gtest.h>

#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

TEST(AvgPool2d, TakesTheMeanOfEachWholeWindow) {
  LayerRunner<float> pool(reference::MakeKernel<float>, AvgPool2d(2), {2, 3, 4}, /*max_rows=*/1);
  EXPECT_EQ(pool.Forward({1,  2, 3, 4, 5, 6, 7, 9, 50, 50, 50, 50,  //
                          -1, 0, 0, 0, 0, 0, 0, 0, 50, 50, 50, 50}),
            (Vector{3.5f, 5.75f, -0.25f, 0}));
  EXPECT_EQ(pool.Backward({4, 8, 0, -4}), (Vector{1, 1, 2,  2,  1, 1, 2,  2,  0, 0, 0, 0,  //
                                                  0, 0, -1, -1, 0, 0, -1, -1, 0, 0, 0, 0}));
}

TEST(AvgPool2d, OfTheWholeImage) {
  LayerRunner<float> pool(reference::MakeKernel<float>, AvgPool2d(), {2, 1, 3}, /*max_rows=*/2);
  EXPECT_EQ(pool.Forward({1, 2, 6, 0, 0, 3}), (Vector{3, 1}));
  EXPECT_EQ(pool.Backward({3, -6}), (Vector{1, 1, 1, -2, -2, -2}));
}

TEST(AvgPool2d, AddsFromZeroInRowMajorOrder) {
  LayerRunner<float> pool(reference::MakeKernel<float>, AvgPool2d(2), {1, 2, 2}, /*max_rows=*/1);
  EXPECT_EQ(pool.Forward({1, 0x1p24f, -0x1p24f, 1}), (Vector{0.25f}));
  EXPECT_FALSE(std::signbit(pool.Forward({-0.0f, -0.0f, -0.0f, -0.0f})[0]));
}

}  // namespace
}  // namespace tenfold

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

LayerRunner<float> Pool(int kernel_size, const Shape& shape) {
  return LayerRunner<float>(reference::MakeKernel<float>, MaxPool2d(kernel_size), shape,
                            /*max_rows=*/2);
}

TEST(MaxPool2d, TakesTheMaximumOfEachWindow) {
  auto pool = Pool(2, {1, 4, 4});
  EXPECT_EQ(pool.Forward({1, 2, 3, 4,      //
                          5, 6, 7, 8,      //
                          16, 15, 14, 13,  //
                          12, 11, 10, 9}),
            (Vector{6, 8, 16, 14}));
  EXPECT_EQ(pool.Backward({1, 2, 3, 4}), (Vector{0, 0, 0, 0,  //
                                                 0, 1, 0, 2,  //
                                                 3, 0, 4, 0,  //
                                                 0, 0, 0, 0}));
}

TEST(MaxPool2d, DropsIncompleteWindows) {
  auto pool = Pool(2, {2, 3, 3});
  EXPECT_EQ(pool.Forward({1, 2, 9, 3, 4, 9, 9, 9, 9,  //
                          -1, -2, 9, -3, -4, 9, 9, 9, 9}),
            (Vector{4, -1}));
  EXPECT_EQ(pool.Backward({5, 6}), (Vector{0, 0, 0, 0, 5, 0, 0, 0, 0,  //
                                           6, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(MaxPool2d, WithCeilModeTakesWhatIsThereOfAnIncompleteWindow) {
  LayerRunner<float> pool(reference::MakeKernel<float>, MaxPool2d(2, /*ceil_mode=*/true), {1, 3, 3},
                          /*max_rows=*/1);
  EXPECT_EQ(pool.Forward({1, 2, -9, 3, 4, -8, 5, 6, -7}), (Vector{4, -8, 6, -7}));
  EXPECT_EQ(pool.Backward({1, 2, 3, 4}), (Vector{0, 0, 0, 0, 1, 2, 0, 3, 4}));
}

TEST(MaxPool2d, TiesGoToTheFirst) {
  auto pool = Pool(2, {1, 2, 2});
  EXPECT_EQ(pool.Forward({1, 3, 3, 3}), (Vector{3}));
  EXPECT_EQ(pool.Backward({1}), (Vector{0, 1, 0, 0}));
  const Vector output = pool.Forward({-0.0f, 0, 0, -0.0f});
  EXPECT_TRUE(std::signbit(output[0]));
  EXPECT_EQ(pool.Backward({1}), (Vector{1, 0, 0, 0}));
}

TEST(MaxPool2d, TheFirstNaNWins) {
  auto pool = Pool(2, {1, 2, 2});
  EXPECT_TRUE(std::isnan(pool.Forward({1, NAN, NAN, 5})[0]));
  EXPECT_EQ(pool.Backward({1}), (Vector{0, 1, 0, 0}));
  EXPECT_TRUE(std::isnan(pool.Forward({NAN, 1, INFINITY, 5})[0]));
  EXPECT_EQ(pool.Backward({1}), (Vector{1, 0, 0, 0}));
}

TEST(MaxPool2d, InfinitiesAreNumbers) {
  auto pool = Pool(2, {1, 2, 2});
  EXPECT_EQ(pool.Forward({-INFINITY, -INFINITY, -INFINITY, -INFINITY}), (Vector{-INFINITY}));
  EXPECT_EQ(pool.Backward({1}), (Vector{1, 0, 0, 0}));
  EXPECT_EQ(pool.Forward({1, INFINITY, -INFINITY, 2}), (Vector{INFINITY}));
}

}  // namespace
}  // namespace tenfold

#include "experiments/datasets/augmentation.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

constexpr PointSymmetry kRotations = {PointSymmetry::Kind::kRotations, 0.5f};

TEST(RowAugmenter, IsEmptyForNothing) {
  for (const Augmentation& nothing :
       {Augmentation(), Augmentation(WarpOptions{}), Augmentation(PointSymmetry{})}) {
    const auto augmenter = MakeRowAugmenter(nothing, {7}, {});
    ASSERT_TRUE(augmenter.ok());
    EXPECT_EQ(*augmenter, nullptr);
  }
}

TEST(RowAugmenter, WarpsImagesWithTheSmallestValueAround) {
  const WarpOptions warp = {90.0, 0.0, 0.0, 3.0, 0.0};
  const std::vector<float> images = {1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 2, 2, 2, 2, 2, 2, 2, 2};
  const auto augmenter = MakeRowAugmenter(warp, {1, 3, 3}, images);
  ASSERT_TRUE(augmenter.ok());
  PhiloxGenerator generator(1, Stream::kAugmentation), same(1, Stream::kAugmentation);
  Warper warper(3, warp, -1.0f);
  for (size_t i = 0; i < images.size(); i += 9) {
    std::vector<float> result(9), expected(9);
    (*augmenter)(generator, &images[i], result.data());
    warper.Warp(same, &images[i], expected.data());
    EXPECT_EQ(result, expected);
  }
}

TEST(RowAugmenter, MovesPoints) {
  const std::vector<float> point = {0.25f, 0.75f};
  const auto augmenter = MakeRowAugmenter(kRotations, {2}, point);
  ASSERT_TRUE(augmenter.ok());
  PhiloxGenerator generator(1, Stream::kAugmentation), same(1, Stream::kAugmentation);
  std::vector<float> result(2), expected(2);
  (*augmenter)(generator, point.data(), result.data());
  MovePoint(kRotations, same, point.data(), expected.data());
  EXPECT_EQ(result, expected);
  EXPECT_NE(result, point);
}

TEST(RowAugmenter, RefusesOtherRows) {
  const WarpOptions warp = {1.0};
  for (const Shape& shape : {Shape{2}, Shape{3, 5, 5}, Shape{1, 5, 4}}) {
    EXPECT_EQ(MakeRowAugmenter(warp, shape, {}).status().message(),
              "warps rows of shape [1, n, n], not " + ShapeToString(shape));
  }
  EXPECT_EQ(MakeRowAugmenter(kRotations, {1, 5, 5}, {}).status().message(),
            "moves points, rows of shape [2], not [1, 5, 5]");
}

}  // namespace
}  // namespace tenfold

#include "experiments/datasets/point_symmetry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "experiments/disc/disc_set.h"

namespace tenfold {
namespace {

using Kind = PointSymmetry::Kind;

std::pair<float, float> Move(const PointSymmetry& symmetry, PhiloxGenerator& generator, float x,
                             float y) {
  const float point[2] = {x, y};
  float result[2];
  MovePoint(symmetry, generator, point, result);
  return {result[0], result[1]};
}

TEST(PointSymmetry, FlipsAreTheEightOfASquareEachAsOften) {
  EXPECT_FALSE(PointSymmetry{}.enabled());
  const PointSymmetry flips = {Kind::kFlips, 0.5f};
  EXPECT_TRUE(flips.enabled());
  PhiloxGenerator generator(1, Stream::kAugmentation);
  std::map<std::pair<float, float>, int> counts;
  const int n = 80000;
  for (int i = 0; i < n; ++i) ++counts[Move(flips, generator, 0.75f, 0.625f)];
  std::set<std::pair<float, float>> places;
  for (const auto& [place, count] : counts) {
    places.insert(place);
    EXPECT_NEAR(count, n / 8, 5 * std::sqrt(n / 8.0));
  }
  EXPECT_EQ(places, (std::set<std::pair<float, float>>{{0.75f, 0.625f},
                                                       {0.25f, 0.625f},
                                                       {0.75f, 0.375f},
                                                       {0.25f, 0.375f},
                                                       {0.625f, 0.75f},
                                                       {0.375f, 0.75f},
                                                       {0.625f, 0.25f},
                                                       {0.375f, 0.25f}}));
}

// By the exact angle of the number drawn, with libm in double.
TEST(PointSymmetry, RotationsAreByAUniformAngle) {
  for (const float centre : {0.0f, 0.5f}) {
    const PointSymmetry rotations = {Kind::kRotations, centre};
    PhiloxGenerator generator(2, Stream::kAugmentation), same(2, Stream::kAugmentation);
    const float x = centre + 0.375f, y = centre - 0.1875f;
    for (int i = 0; i < 10000; ++i) {
      const auto [moved_x, moved_y] = Move(rotations, generator, x, y);
      const double angle = 2.0 * M_PI * same.NextUniform();
      const double c = std::cos(angle), s = std::sin(angle);
      EXPECT_NEAR(moved_x, centre + c * 0.375 + s * 0.1875, 2e-7);
      EXPECT_NEAR(moved_y, centre + s * 0.375 - c * 0.1875, 2e-7);
    }
  }
}

// The label that a point keeps is that of the place to which it moves, but for rounding at the
// edge; a flip has none.
TEST(PointSymmetry, KeepsLabels) {
  const DiscData data = MakeDisc(10000, 3);
  PhiloxGenerator generator(3, Stream::kAugmentation);
  for (Kind kind : {Kind::kRotations, Kind::kFlips}) {
    int changed = 0;
    for (size_t i = 0; i < data.train.targets.size(); ++i) {
      const auto [x, y] =
          Move({kind, 0.5f}, generator, data.train.points[2 * i], data.train.points[2 * i + 1]);
      changed += InsideDisc(x, y) != (data.train.targets[i] > 0.0f);
    }
    EXPECT_LE(changed, kind == Kind::kFlips ? 0 : 1);
  }
}

TEST(PointSymmetry, GivesTheSameBitsEverywhere) {
  PhiloxGenerator generator(4, Stream::kAugmentation);
  const DiscData data = MakeDisc(1000, 4);
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a over the bits of all coordinates
  for (Kind kind : {Kind::kRotations, Kind::kFlips}) {
    for (size_t i = 0; i < data.train.points.size(); i += 2) {
      const auto moved =
          Move({kind, 0.5f}, generator, data.train.points[i], data.train.points[i + 1]);
      for (float value : {moved.first, moved.second}) {
        uint32_t bits;
        std::memcpy(&bits, &value, sizeof(bits));
        hash = (hash ^ bits) * 0x100000001b3u;
      }
    }
  }
  EXPECT_EQ(hash, 12830070807056533792u);
}

}  // namespace
}  // namespace tenfold

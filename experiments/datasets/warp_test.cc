#include "experiments/datasets/warp.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace tenfold {
namespace {

constexpr int kSize = 14;
constexpr float kOutside = -0.5f;
constexpr WarpOptions kAll = {12.0, 0.12, 0.12, 1.0, 0.5};

std::vector<float> Image() {
  PhiloxGenerator generator(1, Stream::kData);
  std::vector<float> image(kSize * kSize);
  for (float& value : image) value = 2.0f * generator.NextUniform() - 1.0f;
  return image;
}

// The definition in double with libm: one pixel after the other, weights by distance.
double Weight(double distance) {
  const double a = -0.75, d = std::fabs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

double NodesAt(const double* nodes, int x, int y) {
  const double u = (x + 0.5) * 4 / kSize - 0.5, v = (y + 0.5) * 4 / kSize - 0.5;
  double sum = 0;
  for (int i = -2; i < 7; ++i) {
    for (int j = -2; j < 7; ++j) {
      sum += Weight(v - i) * Weight(u - j) * nodes[std::clamp(i, 0, 3) * 4 + std::clamp(j, 0, 3)];
    }
  }
  return sum;
}

std::vector<float> ExactWarp(const WarpOptions& options, PhiloxGenerator& generator,
                             const std::vector<float>& image) {
  const auto uniform = [&](double bound) { return (2.0 * generator.NextUniform() - 1.0) * bound; };
  const double angle = uniform(options.rotation) * M_PI / 180;
  const double sx = 1 + uniform(options.scale), sy = 1 + uniform(options.scale);
  const double h = uniform(options.shear);
  const double tx = uniform(options.shift), ty = uniform(options.shift);
  double nodes[32];
  for (int i = 0; i < 32; i += 2) {
    const double radius = std::sqrt(-2 * std::log(1.0 - generator.NextUniform()));
    const double turn = 2 * M_PI * generator.NextUniform();
    nodes[i] = options.elastic * radius * std::cos(turn);
    nodes[i + 1] = options.elastic * radius * std::sin(turn);
  }
  const double c = std::cos(angle), s = std::sin(angle), centre = (kSize - 1) / 2.0;
  std::vector<float> result;
  for (int i = 0; i < kSize; ++i) {
    for (int j = 0; j < kSize; ++j) {
      const double u = j - centre, v = i - centre;
      const double x = c * sx * u + (h - s * sy) * v + tx + centre + NodesAt(nodes, j, i);
      const double y = s * sx * u + c * sy * v + ty + centre + NodesAt(nodes + 16, j, i);
      double sum = 0;
      for (int row = -30; row < kSize + 30; ++row) {
        for (int column = -30; column < kSize + 30; ++column) {
          const bool inside = row >= 0 && row < kSize && column >= 0 && column < kSize;
          sum += Weight(y - row) * Weight(x - column) *
                 (inside ? image[row * kSize + column] : kOutside);
        }
      }
      result.push_back(static_cast<float>(sum));
    }
  }
  return result;
}

TEST(Warp, OfNothingIsTheImage) {
  EXPECT_FALSE(WarpOptions{}.enabled());
  const std::vector<float> image = Image();
  std::vector<float> result(image.size());
  PhiloxGenerator generator(2, Stream::kAugmentation);
  Warper(kSize, {}, kOutside).Warp(generator, image.data(), result.data());
  EXPECT_EQ(result, image);
}

TEST(Warp, IsThatOfItsDefinition) {
  const std::vector<float> image = Image();
  const WarpOptions settings[] = {kAll,
                                  {90.0, 0, 0, 0, 0},
                                  {0, 0.5, 0, 0, 0},
                                  {0, 0, 0.5, 0, 0},
                                  {0, 0, 0, 20.0, 0},
                                  {0, 0, 0, 0, 3.0}};
  for (const WarpOptions& options : settings) {
    EXPECT_TRUE(options.enabled());
    PhiloxGenerator generator(3, Stream::kAugmentation), same(3, Stream::kAugmentation);
    Warper warper(kSize, options, kOutside);
    std::vector<float> result(image.size());
    for (int round = 0; round < 5; ++round) {
      warper.Warp(generator, image.data(), result.data());
      const std::vector<float> expected = ExactWarp(options, same, image);
      for (size_t i = 0; i < image.size(); ++i) ASSERT_NEAR(result[i], expected[i], 3e-5) << i;
    }
  }
}

TEST(Warp, GivesTheSameBitsEverywhere) {
  const std::vector<float> image = Image();
  std::vector<float> result(image.size());
  Warper warper(kSize, kAll, kOutside);
  PhiloxGenerator generator(4, Stream::kAugmentation);
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a over the bits of all pixels
  for (int round = 0; round < 200; ++round) {
    warper.Warp(generator, image.data(), result.data());
    for (float value : result) {
      uint32_t bits;
      std::memcpy(&bits, &value, sizeof(bits));
      hash = (hash ^ bits) * 0x100000001b3u;
    }
  }
  EXPECT_EQ(hash, 18387787803446105759u);
}

}  // namespace
}  // namespace tenfold

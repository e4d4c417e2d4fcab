#include "experiments/disc/wasm/fmaf.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/numerics/random.h"

namespace tenfold {
namespace {

uint32_t BitsOf(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof(bits));
  return x != x ? 0x7fc00000 : bits;
}

float FloatOf(uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof(x));
  return x;
}

struct Triple {
  float a, b, c;
};

// The processor's own instruction is the measure.
bool IsRight(const Triple& t) {
  return BitsOf(ExactFmaf(t.a, t.b, t.c)) == BitsOf(std::fma(t.a, t.b, t.c));
}

// What the sum in double gives without care.
bool IsRightWithoutCare(const Triple& t) {
  const float narrowed = static_cast<float>(double{t.a} * double{t.b} + double{t.c});
  return BitsOf(narrowed) == BitsOf(std::fma(t.a, t.b, t.c));
}

// A float c and a product of about half its last place, or a quarter or the whole of it, by factors
// that are a few units beside powers of two: sums at ties and a hair beside them.
Triple NearTie(PhiloxGenerator& generator) {
  const auto below = [&](int n) { return static_cast<int>(generator.NextBelow(n)); };
  // Denormal, just above that, anywhere, or just below infinity.
  const uint32_t least[] = {1, 0x00700000, 1, 0x7f000000};
  const uint32_t count[] = {0x007fffff, 0x00200000, 0x7f7ffffe, 0x007fffff};
  const int region = below(4);
  const float c = FloatOf(least[region] + generator.NextBelow(count[region]));
  const int last_place = std::max(std::ilogb(c), -126) - 23;
  const int exponent = last_place - 2 + below(3);
  const int of_a = exponent / 2 + below(9) - 4;
  const auto near_one = [&] { return 1.0f + static_cast<float>(below(17) - 8) * 0x1p-24f; };
  Triple t = {std::ldexp(near_one(), of_a), std::ldexp(near_one(), exponent - of_a), c};
  if (below(2) == 0) t.a = -t.a;
  if (below(2) == 0) t.c = -t.c;
  return t;
}

TEST(ExactFmaf, NearTies) {
  PhiloxGenerator generator(1, Stream::kData);
  int without_care = 0;
  for (int i = 0; i < 20000000; ++i) {
    const Triple t = NearTie(generator);
    ASSERT_TRUE(IsRight(t)) << std::hexfloat << t.a << " * " << t.b << " + " << t.c;
    without_care += !IsRightWithoutCare(t);
  }
  EXPECT_GT(without_care, 100000) << "the cases are too easy";
}

TEST(ExactFmaf, AnyBits) {
  PhiloxGenerator generator(2, Stream::kData);
  for (int i = 0; i < 10000000; ++i) {
    const Triple t = {FloatOf(generator.NextUint32()), FloatOf(generator.NextUint32()),
                      FloatOf(generator.NextUint32())};
    ASSERT_TRUE(IsRight(t)) << std::hexfloat << t.a << " * " << t.b << " + " << t.c;
  }
}

TEST(ExactFmaf, SpecialValues) {
  const float values[] = {0.0f,      1.0f,        3.0f,     INFINITY, NAN,
                          0x1p-149f, 0x1p-126f,   0x1p-75f, 0x1p127f, 0x1.fffffep127f,
                          0x1p-1f,   0x1.8p-149f, 0x1p-24f};
  for (const float a : values) {
    for (const float b : values) {
      for (const float c : values) {
        for (int signs = 0; signs < 8; ++signs) {
          const Triple t = {signs & 1 ? -a : a, signs & 2 ? -b : b, signs & 4 ? -c : c};
          EXPECT_TRUE(IsRight(t)) << std::hexfloat << t.a << " * " << t.b << " + " << t.c;
        }
      }
    }
  }
}

// A tie between denormals that musl's fmaf rounds wrongly where rounding modes cannot be set.
TEST(ExactFmaf, DenormalTie) {
  const Triple t = {0x1.000002p-75f, 0x1.fffffcp-76f, 0x1p-127f + 0x1p-149f};
  EXPECT_EQ(BitsOf(ExactFmaf(t.a, t.b, t.c)), 0x00400001u);
  EXPECT_FALSE(IsRightWithoutCare(t));
}

}  // namespace
}  // namespace tenfold

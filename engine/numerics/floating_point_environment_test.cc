#include "engine/numerics/floating_point_environment.h"

#include <gtest/gtest.h>

#include "engine/numerics/processor.h"

namespace tenfold {
namespace {

// Computed at run time, after what stands before it.
[[gnu::noinline]] float Product(volatile float a, volatile float b) { return a * b; }
[[gnu::noinline]] float Quotient(volatile float a, volatile float b) { return a / b; }

constexpr float kDenormal = 0x1p-140f;

class ContractFloatingPointTest : public ::testing::Test {
 protected:
  ~ContractFloatingPointTest() override {
    std::fesetenv(FE_DFL_ENV);
    SetFloatingPointControl(kContractControl);
  }
};

TEST_F(ContractFloatingPointTest, KeepsDenormals) {
  SetFloatingPointControl(kContractControl | kControlFlush);
  ASSERT_EQ(Product(0x1p-100f, 0x1p-40f), 0.0f);
  ASSERT_EQ(Product(kDenormal, 0x1p20f), 0.0f);
  const uint64_t before = FloatingPointControl();
  {
    const ContractFloatingPoint contract;
    EXPECT_EQ(Product(0x1p-100f, 0x1p-40f), kDenormal);
    EXPECT_EQ(Product(kDenormal, 0x1p20f), 0x1p-120f);
    EXPECT_EQ(FloatingPointControl() & ~kControlExceptions, kContractControl);
  }
  EXPECT_EQ(FloatingPointControl(), before);
  EXPECT_EQ(Product(kDenormal, 0x1p20f), 0.0f);
}

TEST_F(ContractFloatingPointTest, RoundsToNearest) {
  for (int rounding : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(rounding);
    const float other = Quotient(2.0f, 3.0f), other_tenth = Quotient(1.0f, 10.0f);
    {
      const ContractFloatingPoint contract;
      EXPECT_EQ(std::fegetround(), FE_TONEAREST);
      EXPECT_EQ(Quotient(2.0f, 3.0f), 0xAAAAABp-24f);
      EXPECT_EQ(Quotient(1.0f, 10.0f), 0xCCCCCDp-27f);
    }
    EXPECT_EQ(std::fegetround(), rounding);
    EXPECT_EQ(Quotient(2.0f, 3.0f), other);
    EXPECT_EQ(Quotient(1.0f, 10.0f), other_tenth);
  }
}

}  // namespace
}  // namespace tenfold

#include "base/text/number.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

TEST(ParseNumberTest, WhatADoubleHolds) {
  double value = 0.0;
  for (const char* text : {"0", "-0.0", "0e-999", "0.000", "00e5"}) {
    EXPECT_TRUE(ParseNumber(text, &value)) << text;
    EXPECT_EQ(value, 0.0);
  }
  EXPECT_TRUE(ParseNumber("1e-300", &value));
  EXPECT_EQ(value, 1e-300);
  for (const char* text :
       {"1e-400", "-0.1e-399", "1e400", "-1e999", "nan", "inf", "", "x", "1x", "0x1p-2000"}) {
    EXPECT_FALSE(ParseNumber(text, &value)) << text;
  }
  EXPECT_FALSE(ParseNumber("0." + std::string(400, '0') + "1", &value));
}

}  // namespace
}  // namespace tenfold

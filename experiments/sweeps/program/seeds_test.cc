#include "experiments/sweeps/program/seeds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Error(absl::string_view text) {
  const absl::StatusOr<std::vector<int64_t>> seeds = ParseSeeds(text);
  EXPECT_EQ(seeds.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(seeds.status().message());
}

TEST(ParseSeeds, NumbersAndRanges) {
  EXPECT_THAT(*ParseSeeds("0-9"), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(*ParseSeeds("3,5,100-102"), ElementsAre(3, 5, 100, 101, 102));
  EXPECT_THAT(*ParseSeeds("7"), ElementsAre(7));
  EXPECT_THAT(*ParseSeeds("4-4"), ElementsAre(4));
  EXPECT_THAT(*ParseSeeds("007"), ElementsAre(7));
}

TEST(ParseSeeds, SortedAndEachOnce) {
  EXPECT_THAT(*ParseSeeds("9,3-5,3,4-6,5"), ElementsAre(3, 4, 5, 6, 9));
  EXPECT_THAT(*ParseSeeds("0-5,2-3"), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(ParseSeeds, LargestSeed) {
  EXPECT_THAT(*ParseSeeds("9223372036854775806-9223372036854775807"),
              ElementsAre(9223372036854775806, 9223372036854775807));
  EXPECT_THAT(*ParseSeeds("9223372036854775807,9223372036854775807"),
              ElementsAre(9223372036854775807));
}

TEST(ParseSeeds, UpToTenMillionDifferentSeeds) {
  EXPECT_EQ(ParseSeeds("0-9999999")->size(), 10000000u);
  EXPECT_EQ(ParseSeeds("0-9999999,5,0-9999999")->size(), 10000000u);
  EXPECT_LT(Error(std::string(1000000, '1')).size(), 250u) << "a long list, a short message";
  EXPECT_EQ(Error("0-10000000"), "more than 10000000 of them");
  EXPECT_EQ(Error("0-9999999,10000000"), "more than 10000000 of them");
  EXPECT_EQ(Error("0-9223372036854775807"), "more than 10000000 of them");
}

TEST(ParseSeeds, ErrorsNameThePart) {
  const std::string example = "; expected numbers and ranges such as 0-9 or 3,5,100-109";
  EXPECT_EQ(Error(""), "none" + example);
  EXPECT_EQ(Error("x"), "\"x\" is not a seed" + example);
  EXPECT_EQ(Error("1,,2"), "\"\" is not a seed" + example);
  EXPECT_EQ(Error("1,"), "\"\" is not a seed" + example);
  EXPECT_EQ(Error("9-0"), "\"9-0\" is a reversed range" + example);
  EXPECT_EQ(Error("-3"), "\"-3\" is negative" + example);
  EXPECT_EQ(Error("1--3"), "\"1--3\" is not a range of seeds" + example);
  EXPECT_EQ(Error("1-2-3"), "\"1-2-3\" is not a range of seeds" + example);
  EXPECT_EQ(Error("5-"), "\"5-\" is not a range of seeds" + example);
  EXPECT_EQ(Error("1.5"), "\"1.5\" is not a seed" + example);
  EXPECT_EQ(Error("+1"), "\"+1\" is not a seed" + example);
  EXPECT_EQ(Error("1, 2"), "\" 2\" is not a seed" + example);
  EXPECT_EQ(Error("0x10"), "\"0x10\" is not a seed" + example);
  EXPECT_EQ(Error("9223372036854775808"),
            "\"9223372036854775808\" is larger than 2^63 - 1" + example);
  EXPECT_THAT(Error("1\n"), HasSubstr("\"1\\n\" is not a seed")) << "one line";
}

}  // namespace
}  // namespace tenfold

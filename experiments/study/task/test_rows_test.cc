#include "experiments/study/task/test_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace tenfold::study {
namespace {

using ::testing::ElementsAre;

Split Rows(const TestRows& options, int rows, uint64_t seed,
           std::optional<uint64_t> split_seed = std::nullopt, int own_test_rows = 0) {
  const absl::StatusOr<Split> split = SplitRows(options, rows, own_test_rows, seed, split_seed);
  EXPECT_TRUE(split.ok()) << split.status();
  // Each row is in one part, and parts ascend.
  std::map<int32_t, int> seen;
  for (const std::vector<int32_t>* part : {&split->train, &split->test, &split->left_out}) {
    EXPECT_TRUE(std::is_sorted(part->begin(), part->end()));
    for (int32_t row : *part) ++seen[row];
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(rows));
  for (const auto& [row, times] : seen) EXPECT_EQ(times, 1) << row;
  return *split;
}

TEST(SplitRows, DrawsAFractionOfTheSeeds) {
  TestRows options;
  const Split zero = Rows(options, 150, 0);
  EXPECT_EQ(zero.test.size(), 30u);
  EXPECT_NE(Rows(options, 150, 1).test, zero.test);
  EXPECT_EQ(Rows(options, 150, 1, 0).test, zero.test);
  options.fraction = 0.001;
  EXPECT_EQ(Rows(options, 150, 0).test.size(), 1u);
}

TEST(SplitRows, FoldsCoverTheDataOnce) {
  TestRows options;
  options.folds = 4;
  std::vector<int32_t> all;
  for (uint64_t seed = 4; seed < 8; ++seed) {
    const Split split = Rows(options, 10, seed);
    all.insert(all.end(), split.test.begin(), split.test.end());
  }
  std::sort(all.begin(), all.end());
  EXPECT_THAT(all, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_NE(Rows(options, 10, 0).test, Rows(options, 10, 4).test) << "another permutation";
  EXPECT_EQ(Rows(options, 10, 0, 7).test, Rows(options, 10, 4, 7).test);
}

TEST(SplitRows, FixedRowsAndThoseOfAFile) {
  TestRows options;
  options.fixed = *ParseRows("0-1_3");
  EXPECT_THAT(Rows(options, 5, 9).test, ElementsAre(0, 1, 3));
  EXPECT_THAT(Rows(options, 5, 9, std::nullopt, 2).test, ElementsAre(3, 4));
}

TEST(SplitRows, MasksTrainRowsAlone) {
  TestRows options;
  options.fixed = {0};
  options.mask = TestRows::Mask::kDropOne;
  EXPECT_THAT(Rows(options, 4, 0).left_out, ElementsAre(1));
  EXPECT_THAT(Rows(options, 4, 2).left_out, ElementsAre(3));
  EXPECT_THAT(Rows(options, 4, 3).left_out, ElementsAre(1));
  options.mask = TestRows::Mask::kHalf;
  EXPECT_EQ(Rows(options, 12, 0).train.size(), 6u);
  EXPECT_EQ(Rows(options, 12, 0).left_out.size(), 5u);
  EXPECT_NE(Rows(options, 12, 0).left_out, Rows(options, 12, 1).left_out);
}

TEST(SplitRows, RefusesTooFewRows) {
  TestRows options;
  const auto error = [&](int rows) {
    return std::string(SplitRows(options, rows, 0, 0, std::nullopt).status().message());
  };
  EXPECT_EQ(error(1), "a data set of 1 rows is too small for this: 0 to train on, 1 to test on");
  options.fraction = 1.0;
  EXPECT_EQ(error(5), "a data set of 5 rows is too small for this: 0 to train on, 5 to test on");
  options.folds = 6;
  EXPECT_EQ(error(5), "folds is 6, wants at most the 5 rows");
  options = TestRows();
  options.fixed = {2, 5};
  EXPECT_EQ(error(5), "test_rows has row 5, wants rows from 0 to 4");
  options.fixed = {1};
  options.mask = TestRows::Mask::kHalf;
  EXPECT_EQ(error(2), "a data set of 2 rows is too small for this: 1 to train on, 1 to test on");
}

TEST(ParseRows, TakesRowsAndRanges) {
  EXPECT_THAT(*ParseRows("7"), ElementsAre(7));
  EXPECT_THAT(*ParseRows("5_0-2_1"), ElementsAre(0, 1, 2, 5));
  for (const char* wrong :
       {"", "a", "1-", "-1", "2-1", "1_", "1-2-3", "0-999999999999", "0-300000000"}) {
    EXPECT_EQ(ParseRows(wrong).status().message(),
              std::string("test_rows is ") + wrong +
                  ", wants drawn, or rows from 0 and ranges such as 0-49_100");
  }
}

}  // namespace
}  // namespace tenfold::study

#include "experiments/compare/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RunRecord Record(const std::string& run_id) {
  RunRecord record;
  record.run_id = run_id;
  record.train_loss = {1.0, 0.5};
  record.train_accuracy = 0.75;
  record.test_accuracy = 0.5;
  record.weights_digest = "abc";
  return record;
}

TEST(CompareRuns, TimingAndProvenanceDoNotCount) {
  RunRecord other = Record("a");
  other.timing["wall_time_s"] = 3;
  other.provenance["host"] = "elsewhere";
  const Comparison comparison = CompareRuns({Record("a")}, {other});
  EXPECT_EQ(comparison.common, 1);
  EXPECT_EQ(comparison.identical, 1);
  EXPECT_THAT(comparison.differences, IsEmpty());
}

TEST(CompareRuns, NamesTheFirstDifference) {
  RunRecord loss = Record("a"), digest = Record("b"), shorter = Record("c");
  loss.train_loss[1] = 0.25;
  digest.weights_digest = "abd";
  shorter.train_loss.pop_back();
  const Comparison comparison =
      CompareRuns({Record("a"), Record("b"), Record("c")}, {loss, digest, shorter});
  EXPECT_EQ(comparison.identical, 0);
  EXPECT_THAT(comparison.differences, ElementsAre("a: train_loss[1]: 0.5 and 0.25",
                                                  "b: weights_digest: \"abc\" and \"abd\"",
                                                  "c: train_loss: 2 and 1 values"));
}

TEST(CompareRuns, CountsWhatOnlyOneSideHas) {
  const Comparison comparison =
      CompareRuns({Record("a"), Record("b"), Record("d")}, {Record("b"), Record("c"), Record("e")});
  EXPECT_EQ(comparison.common, 1);
  EXPECT_EQ(comparison.only_in_first, 2);
  EXPECT_EQ(comparison.only_in_second, 2);
}

}  // namespace
}  // namespace tenfold

#include "experiments/pairs/answers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tenfold::pairs {
namespace {

// Images of two pixels; pairs 3-5 (right), 5-3 (wrong), 3-5 (wrong, surer), 4-4 (right).
Samples Pairs() {
  Samples pairs;
  pairs.count = 4;
  pairs.rows_per_sample = 2;
  pairs.inputs = {0, 0, 0, 0, -1, 4, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0};
  pairs.targets = {{{}, {1, 0, 1, 1}}};
  pairs.row_classes = {3, 5, 5, 3, 3, 5, 4, 4};
  return pairs;
}

const Evaluation kAnswers = {{}, {0.0f, 1.0f, 0.5f, 1.0f, 2.0f, -1.0f, -3.0f, 3.0f}};

TEST(Answers, ConfusionCountsBothOrdersApart) {
  EXPECT_EQ(ConfusionCsv(Pairs(), kAnswers),
            "first,second,pairs,wrong\n"
            "3,5,2,1\n"
            "4,4,1,0\n"
            "5,3,1,1\n");
}

TEST(Answers, WrongPairsSurestFirst) {
  EXPECT_EQ(WrongPairsCsv(Pairs(), kAnswers),
            "first,second,margin,first_image,second_image\n"
            "3,5,3.00,6699,ccff\n"
            "5,3,0.50,00ff,3333\n");
}

TEST(Answers, ProbabilitiesOfAtMost) {
  // As kAnswers: right, wrong, wrong and surer, right.
  const Evaluation answers = {{}, {0.75f, 0.625f, 0.0625f, 1.0f}};
  Samples pairs = Pairs();
  pairs.targets = {{{1, 0, 1, 1}, {}}};
  EXPECT_EQ(ConfusionCsv(pairs, answers), ConfusionCsv(Pairs(), kAnswers));
  EXPECT_EQ(WrongPairsCsv(pairs, answers),
            "first,second,margin,first_image,second_image\n"
            "3,5,0.88,6699,ccff\n"
            "5,3,0.25,00ff,3333\n");
}

TEST(Answers, AtMostTwelveWrongPairs) {
  Samples pairs = Pairs();
  pairs.count = 20;
  pairs.inputs.assign(80, 0.0f);
  pairs.inputs[0] = 1.0f;
  pairs.targets[0].classes.assign(20, 1);
  pairs.row_classes.assign(40, 7);
  const Evaluation all_wrong = {{}, std::vector<float>(40, 0.0f)};
  const std::string csv = WrongPairsCsv(pairs, all_wrong);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 13);
}

}  // namespace
}  // namespace tenfold::pairs

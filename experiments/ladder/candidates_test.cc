#include "experiments/ladder/candidates.h"

#include <gtest/gtest.h>

#include <set>

namespace tenfold::ladder {
namespace {

SearchSpace Space(int candidates) {
  return {"made",
          {"pairs", "cnn", "best", ""},
          {{"rate", {"", "learning_rate=0.1", "learning_rate=0.2"}},
           {"size", {"", "mlp_hidden=10,cnn_hidden=20"}}},
          candidates,
          {},
          "best",
          ""};
}

TEST(DrawCandidates, AllOfASmallSpaceOnce) {
  const std::vector<std::string> drawn = DrawCandidates(Space(100));
  EXPECT_EQ(drawn.front(), "");
  EXPECT_EQ(std::set<std::string>(drawn.begin(), drawn.end()),
            (std::set<std::string>{"", "learning_rate=0.1", "learning_rate=0.2",
                                   "mlp_hidden=10,cnn_hidden=20",
                                   "learning_rate=0.1,mlp_hidden=10,cnn_hidden=20",
                                   "learning_rate=0.2,mlp_hidden=10,cnn_hidden=20"}));
  EXPECT_EQ(drawn.size(), 6u);
}

TEST(DrawCandidates, AsManyAsAskedAndAlwaysTheSame) {
  EXPECT_EQ(DrawCandidates(Space(4)).size(), 4u);
  EXPECT_EQ(DrawCandidates(Space(4)), DrawCandidates(Space(4)));
}

TEST(BestOf, HighestMeansAndTiesInOrder) {
  const std::map<std::string, std::vector<double>> accuracies = {
      {"a", {0.5, 0.7}}, {"b", {0.9}}, {"c", {0.75, 0.75}}, {"d", {0.75}}, {"e", {1.0, 0.0}}};
  EXPECT_EQ(BestOf({"a", "d", "c", "b", "e"}, accuracies, 3),
            (std::vector<std::string>{"b", "d", "c"}));
  EXPECT_EQ(BestOf({"a", "b"}, accuracies, 5), (std::vector<std::string>{"b", "a"}));
}

}  // namespace
}  // namespace tenfold::ladder

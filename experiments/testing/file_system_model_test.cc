#include "experiments/testing/file_system_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tenfold {
namespace {

using ::testing::UnorderedElementsAre;

std::set<Tree> States(const Tree& before, const std::vector<std::string>& calls) {
  FileSystemModel model(before);
  for (const std::string& call : calls) model.Apply(call);
  std::set<Tree> states;
  EXPECT_TRUE(model.ForEachState(1000, [&](const Tree& tree) { states.insert(tree); }));
  EXPECT_TRUE(states.count(model.Current()) > 0) << "everything may have got to the disc";
  return states;
}

TEST(FileSystemModel, NothingIsSafeBeforeItIsSynced) {
  EXPECT_THAT(
      States({}, {"create a", "write a 6162"}),
      UnorderedElementsAre(Tree{}, Tree{{"a", ""}}, Tree{{"a", "a"}}, Tree{{"a", "ab"}},
                           Tree{{"a", std::string(2, '\0')}}, Tree{{"a", std::string("a\0", 2)}}));
}

TEST(FileSystemModel, BytesAndNamesAreSyncedApart) {
  EXPECT_THAT(States({}, {"create a", "write a 6162", "sync a"}),
              UnorderedElementsAre(Tree{}, Tree{{"a", "ab"}}));
  EXPECT_EQ(States({}, {"create a", "write a 6162", "sync ."}).size(), 5u);
  EXPECT_THAT(States({}, {"create a", "write a 6162", "sync a", "sync ."}),
              UnorderedElementsAre(Tree{{"a", "ab"}}));
}

TEST(FileSystemModel, ARenameReplacesAtOnceButMayLeaveItsOldName) {
  EXPECT_THAT(States({{"a", "new"}, {"b", "old"}}, {"rename a b"}),
              UnorderedElementsAre(Tree{{"a", "new"}, {"b", "old"}}, Tree{{"b", "old"}},
                                   Tree{{"a", "new"}, {"b", "new"}}, Tree{{"b", "new"}}));
  EXPECT_THAT(States({{"a", "new"}, {"b", "old"}}, {"rename a b", "sync ."}),
              UnorderedElementsAre(Tree{{"b", "new"}}));
}

TEST(FileSystemModel, AFolderNeedsItsOwnName) {
  EXPECT_THAT(States({}, {"mkdir d", "create d/a", "sync d"}),
              UnorderedElementsAre(Tree{}, Tree{{"d/", ""}, {"d/a", ""}}));
  EXPECT_THAT(States({}, {"mkdir d", "create d/a", "sync ."}),
              UnorderedElementsAre(Tree{{"d/", ""}}, Tree{{"d/", ""}, {"d/a", ""}}));
}

TEST(FileSystemModel, NamesAreLostInAnyCombination) {
  EXPECT_EQ(States({{"a", ""}, {"b", ""}}, {"unlink a", "unlink b", "create c"}).size(), 8u);
  EXPECT_EQ(States({{"a", "x"}}, {"link a b", "unlink a"}).size(), 4u);
}

TEST(FileSystemModel, SaysWhenThereAreTooMany) {
  FileSystemModel model(Tree{});
  model.Apply("create a");
  model.Apply("create b");
  EXPECT_TRUE(model.ForEachState(4, [](const Tree&) {}));
  EXPECT_FALSE(model.ForEachState(3, [](const Tree&) {}));
}

}  // namespace
}  // namespace tenfold

#include "base/staged_folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tenfold {
namespace {

namespace fs = std::filesystem;

class StagedFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
  }

  // Paths below the folder, hidden ones too.
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      files.push_back(entry.path().lexically_relative(folder_).string());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  std::string Content(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // A path whose folder is there.
  fs::path Made(const std::string& name) const {
    fs::create_directories((folder_ / name).parent_path());
    return folder_ / name;
  }

  fs::path folder_;
};

TEST_F(StagedFolderTest, AllAppearAndReplaceWhatIsThere) {
  for (const std::string content : {"old", "new"}) {
    absl::StatusOr<StagedFolder> output = StagedFolder::Within(folder_.string(), "a.md");
    ASSERT_TRUE(output.ok()) << output.status();
    ASSERT_TRUE(output->Write("a.md", content).ok());
    ASSERT_TRUE(output->Write("figures/b.gp", content + "\n").ok());
    ASSERT_TRUE(output->Commit().ok());
  }
  EXPECT_EQ(Files(), (std::vector<std::string>{"a.md", "figures", "figures/b.gp"}));
  EXPECT_EQ(Content("a.md"), "new");
  EXPECT_EQ(Content("figures/b.gp"), "new\n");
}

TEST_F(StagedFolderTest, NothingChangesWithoutCommit) {
  {
    absl::StatusOr<StagedFolder> output = StagedFolder::Within(folder_.string(), "a.md");
    ASSERT_TRUE(output.ok());
    ASSERT_TRUE(output->Write("figures/b.gp", "x").ok());
  }
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(StagedFolderTest, NothingMovesIfSomethingIsInTheWay) {
  fs::create_directories(folder_ / "z.md");
  std::ofstream(folder_ / "a.md") << "old";
  {
    absl::StatusOr<StagedFolder> output = StagedFolder::Within(folder_.string(), "a.md");
    ASSERT_TRUE(output.ok());
    ASSERT_TRUE(output->Write("a.md", "x").ok());
    ASSERT_TRUE(output->Write("z.md", "x").ok());
    const absl::Status status = output->Commit();
    EXPECT_EQ(status.message(),
              (folder_ / "z.md").string() + ": cannot be written: there is a folder of that name");
  }
  EXPECT_EQ(Files(), (std::vector<std::string>{"a.md", "z.md"}));
  EXPECT_EQ(Content("a.md"), "old");
}

TEST_F(StagedFolderTest, LeavesTheFoldersOfOthersAlone) {
  fs::create_directories(folder_ / "somebody's");
  const absl::Status status = StagedFolder::Within(folder_.string(), "a.md").status();
  EXPECT_EQ(status.message(), folder_.string() +
                                  ": has files but no a.md; expected a folder that is missing, "
                                  "empty or was made by this program");
  EXPECT_EQ(Files(), std::vector<std::string>{"somebody's"});
  EXPECT_FALSE(StagedFolder::Within("/", "a.md").ok());
}

// Whatever a user calls it.
TEST_F(StagedFolderTest, WhatOthersPutThereStays) {
  std::ofstream(Made("all/a.md")) << "old";
  std::ofstream(Made("all/figures/old.svg")) << "old";
  std::ofstream(Made("all/.new-mine/notes")) << "mine";
  std::ofstream(Made("all/figures/sub/notes")) << "mine";
  fs::create_symlink("nowhere", folder_ / "all/link");
  const std::string target = (folder_ / "all").string();
  absl::StatusOr<StagedFolder> output = StagedFolder::Within(target, "a.md");
  ASSERT_TRUE(output.ok()) << output.status();
  ASSERT_TRUE(output->Write("a.md", "new").ok());
  ASSERT_TRUE(output->Write("figures/b.gp", "new").ok());
  ASSERT_TRUE(output->Commit().ok());
  const std::vector<std::string> others = {"all",
                                           "all/.new-mine",
                                           "all/.new-mine/notes",
                                           "all/a.md",
                                           "all/figures",
                                           "all/figures/b.gp",
                                           "all/figures/old.svg",
                                           "all/figures/sub",
                                           "all/figures/sub/notes",
                                           "all/link"};
  EXPECT_EQ(Files(), others);
  EXPECT_EQ(Content("all/a.md"), "new");
  absl::StatusOr<StagedFolder> whole = StagedFolder::InPlaceOf(target, "a.md");
  ASSERT_TRUE(whole.ok()) << whole.status();
  ASSERT_TRUE(whole->Write("a.md", "newer").ok());
  ASSERT_TRUE(whole->Commit().ok());
  EXPECT_EQ(Files(), (std::vector<std::string>{"all", "all/a.md"}));
}

// What is private stays so, and is the same file.
TEST_F(StagedFolderTest, WhatOthersPutThereIsAsItWas) {
  std::ofstream(Made("all/a.md")) << "old";
  std::ofstream(Made("all/private/notes")) << "mine";
  fs::permissions(folder_ / "all/private", fs::perms::owner_all);
  fs::create_hard_link(folder_ / "all/private/notes", folder_ / "same");
  absl::StatusOr<StagedFolder> output = StagedFolder::Within((folder_ / "all").string(), "a.md");
  ASSERT_TRUE(output.ok()) << output.status();
  ASSERT_TRUE(output->Write("a.md", "new").ok());
  ASSERT_TRUE(output->Commit().ok());
  EXPECT_EQ(fs::status(folder_ / "all/private").permissions(), fs::perms::owner_all);
  EXPECT_TRUE(fs::equivalent(folder_ / "all/private/notes", folder_ / "same"));
  EXPECT_EQ(fs::hard_link_count(folder_ / "same"), 2u);
}

TEST_F(StagedFolderTest, NothingIsWrittenOverALink) {
  std::ofstream(Made("all/a.md")) << "old";
  std::ofstream(Made("mine")) << "mine";
  fs::create_symlink("../mine", folder_ / "all/z.md");
  absl::StatusOr<StagedFolder> output = StagedFolder::Within((folder_ / "all").string(), "a.md");
  ASSERT_TRUE(output.ok()) << output.status();
  ASSERT_TRUE(output->Write("z.md", "new").ok());
  EXPECT_EQ(output->Commit().message(),
            (folder_ / "all/z.md").string() +
                ": cannot be written: there is a symbolic link of that name");
  EXPECT_TRUE(fs::is_symlink(folder_ / "all/z.md"));
  EXPECT_EQ(Content("mine"), "mine");
}

TEST_F(StagedFolderTest, ALinkToTheFolderStaysOne) {
  std::ofstream(Made("real/a.md")) << "old";
  fs::create_directory_symlink("real", folder_ / "link");
  absl::StatusOr<StagedFolder> output = StagedFolder::Within((folder_ / "link").string(), "a.md");
  ASSERT_TRUE(output.ok()) << output.status();
  ASSERT_TRUE(output->Write("a.md", "new").ok());
  ASSERT_TRUE(output->Commit().ok());
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(Content("real/a.md"), "new");
}

TEST_F(StagedFolderTest, RemovesWhatKilledProgramsLeftButNothingElse) {
  const std::string target = (folder_ / "all").string();
  if (const pid_t killed = fork(); killed == 0) {
    const absl::StatusOr<StagedFolder> left = StagedFolder::New(target);
    if (left.ok()) left->Write("a.md", "half").IgnoreError();
    _exit(0);
  } else {
    waitpid(killed, nullptr, 0);
  }
  const std::vector<std::string> left = Files();
  ASSERT_EQ(left.size(), 4u) << "the hidden folder, its mark, new/ and a file";
  // The same name without the mark, a link of such a name, and what users call hidden.
  const std::string name = left[0].substr(0, left[0].size() - 5) + "9.tmp";
  std::ofstream(Made(name + "/mine")) << "mine";
  fs::create_directories(folder_ / "victim");
  std::ofstream(folder_ / "victim/made-by-tenfold") << "mine";
  fs::create_directory_symlink("victim",
                               folder_ / (left[0].substr(0, left[0].size() - 5) + "8.tmp"));
  std::ofstream(Made(".all.new/mine")) << "mine";
  const absl::StatusOr<StagedFolder> other = StagedFolder::New(target);
  ASSERT_TRUE(other.ok()) << other.status();
  const size_t before = Files().size();
  EXPECT_FALSE(fs::exists(folder_ / left[0]));
  ASSERT_TRUE(StagedFolder::New(target).ok());
  EXPECT_EQ(Files().size(), before) << "what is being written stays";
  for (const std::string& mine :
       {name + "/mine", std::string("victim/made-by-tenfold"), std::string(".all.new/mine")}) {
    EXPECT_EQ(Content(mine), "mine") << mine;
  }
}

TEST_F(StagedFolderTest, FolderThatCannotBe) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  const absl::StatusOr<StagedFolder> output =
      StagedFolder::Within((folder_ / "file/below").string(), "a.md");
  EXPECT_EQ(output.status().message(),
            (folder_ / "file").string() + ": cannot create folder: Not a directory");
  EXPECT_EQ(StagedFolder::Within((folder_ / "file").string(), "a.md").status().message(),
            (folder_ / "file").string() + ": is no folder");
}

TEST_F(StagedFolderTest, NewAsAWhole) {
  const fs::path target = folder_ / "all";
  fs::create_directories(target);  // empty
  absl::StatusOr<StagedFolder> staged = StagedFolder::New(target.string() + "/");
  ASSERT_TRUE(staged.ok()) << staged.status();
  ASSERT_TRUE(staged->Write("a.md", "x").ok());
  ASSERT_TRUE(staged->Write("figures/b.gp", "y").ok());
  EXPECT_TRUE(fs::is_empty(target));
  ASSERT_TRUE(staged->Commit().ok());
  EXPECT_EQ(Files(),
            (std::vector<std::string>{"all", "all/a.md", "all/figures", "all/figures/b.gp"}));
  EXPECT_EQ(Content("all/figures/b.gp"), "y");
  EXPECT_EQ(StagedFolder::New(target.string()).status().message(),
            target.string() + ": is there already; expected a folder that is missing or empty");
}

TEST_F(StagedFolderTest, OfTwoNewOnesTheFirstStays) {
  const std::string target = (folder_ / "all").string();
  absl::StatusOr<StagedFolder> first = StagedFolder::New(target),
                               second = StagedFolder::New(target);
  ASSERT_TRUE(first.ok() && second.ok());
  ASSERT_TRUE(first->Write("a.md", "first").ok());
  ASSERT_TRUE(second->Write("a.md", "second").ok());
  ASSERT_TRUE(first->Commit().ok());
  EXPECT_EQ(second->Commit().message(),
            target + ": another process has written it; expected to be alone");
  EXPECT_EQ(Content("all/a.md"), "first");
  EXPECT_EQ(Files(), (std::vector<std::string>{"all", "all/a.md"}));
}

}  // namespace
}  // namespace tenfold

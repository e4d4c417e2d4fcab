#include "base/staged_folder.h"

#include <gtest/gtest.h>

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
  EXPECT_TRUE(Files().empty());
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
  // What a killed run has left is no reason to refuse.
  fs::remove(folder_ / "somebody's");
  fs::create_directories(folder_ / ".new-abcdef");
  EXPECT_TRUE(StagedFolder::Within(folder_.string(), "a.md").ok());
}

TEST_F(StagedFolderTest, RemovesWhatKilledProgramsLeftButNotWhatIsBeingWritten) {
  const absl::StatusOr<StagedFolder> other = StagedFolder::Within(folder_.string(), "a.md");
  ASSERT_TRUE(other.ok());
  fs::create_directories(folder_ / ".new-abcdef/figures");
  ASSERT_TRUE(StagedFolder::Within(folder_.string(), "a.md").ok());
  EXPECT_FALSE(fs::exists(folder_ / ".new-abcdef"));
  EXPECT_TRUE(fs::exists(other->path()));
}

TEST_F(StagedFolderTest, FolderThatCannotBe) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  const absl::StatusOr<StagedFolder> output =
      StagedFolder::Within((folder_ / "file/below").string(), "a.md");
  EXPECT_EQ(output.status().message(),
            (folder_ / "file/below").string() + ": cannot be written: Not a directory");
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

TEST_F(StagedFolderTest, NewIsStagedByOneAtATime) {
  const std::string target = (folder_ / "all").string();
  {
    const absl::StatusOr<StagedFolder> staged = StagedFolder::New(target);
    ASSERT_TRUE(staged.ok()) << staged.status();
    ASSERT_TRUE(staged->Write("a.md", "x").ok());
    EXPECT_EQ(StagedFolder::New(target).status().code(), absl::StatusCode::kAlreadyExists);
  }
  EXPECT_TRUE(Files().empty());
  // What a killed process leaves is not taken over.
  fs::create_directories(folder_ / ".all.new/figures");
  absl::StatusOr<StagedFolder> staged = StagedFolder::New(target);
  ASSERT_TRUE(staged.ok()) << staged.status();
  ASSERT_TRUE(staged->Commit().ok());
  EXPECT_EQ(Files(), std::vector<std::string>{"all"});
}

}  // namespace
}  // namespace tenfold

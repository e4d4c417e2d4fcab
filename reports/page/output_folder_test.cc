#include "reports/page/output_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public testing::Test {
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

TEST_F(OutputFolderTest, AllAppearAndReplaceWhatIsThere) {
  for (const std::string content : {"old", "new"}) {
    absl::StatusOr<OutputFolder> output = OutputFolder::Create(folder_.string(), "a.md");
    ASSERT_TRUE(output.ok()) << output.status();
    ASSERT_TRUE(output->Write("a.md", content).ok());
    ASSERT_TRUE(output->Write("figures/b.gp", content + "\n").ok());
    ASSERT_TRUE(output->Commit().ok());
  }
  EXPECT_EQ(Files(), (std::vector<std::string>{"a.md", "figures", "figures/b.gp"}));
  EXPECT_EQ(Content("a.md"), "new");
  EXPECT_EQ(Content("figures/b.gp"), "new\n");
}

TEST_F(OutputFolderTest, NothingChangesWithoutCommit) {
  {
    absl::StatusOr<OutputFolder> output = OutputFolder::Create(folder_.string(), "a.md");
    ASSERT_TRUE(output.ok());
    ASSERT_TRUE(output->Write("figures/b.gp", "x").ok());
  }
  EXPECT_TRUE(Files().empty());
}

TEST_F(OutputFolderTest, NothingMovesIfSomethingIsInTheWay) {
  fs::create_directories(folder_ / "z.md");
  std::ofstream(folder_ / "a.md") << "old";
  {
    absl::StatusOr<OutputFolder> output = OutputFolder::Create(folder_.string(), "a.md");
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

TEST_F(OutputFolderTest, LeavesTheFoldersOfOthersAlone) {
  fs::create_directories(folder_ / "somebody's");
  const absl::Status status = OutputFolder::Create(folder_.string(), "a.md").status();
  EXPECT_EQ(status.message(), folder_.string() +
                                  ": has files but no a.md; expected a folder that is missing, "
                                  "empty or was made by this program");
  EXPECT_EQ(Files(), std::vector<std::string>{"somebody's"});
  EXPECT_FALSE(OutputFolder::Create("/", "a.md").ok());
  // What a killed run has left is no reason to refuse.
  fs::remove(folder_ / "somebody's");
  fs::create_directories(folder_ / ".new-abcdef");
  EXPECT_TRUE(OutputFolder::Create(folder_.string(), "a.md").ok());
}

TEST_F(OutputFolderTest, RemovesWhatKilledProgramsLeftButNotWhatIsBeingWritten) {
  const absl::StatusOr<OutputFolder> other = OutputFolder::Create(folder_.string(), "a.md");
  ASSERT_TRUE(other.ok());
  fs::create_directories(folder_ / ".new-abcdef/figures");
  ASSERT_TRUE(OutputFolder::Create(folder_.string(), "a.md").ok());
  EXPECT_FALSE(fs::exists(folder_ / ".new-abcdef"));
  EXPECT_TRUE(fs::exists(other->staging()));
}

TEST_F(OutputFolderTest, FolderThatCannotBe) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  const absl::StatusOr<OutputFolder> output =
      OutputFolder::Create((folder_ / "file/below").string(), "a.md");
  EXPECT_EQ(output.status().message(),
            (folder_ / "file/below").string() + ": cannot be written: Not a directory");
}

}  // namespace
}  // namespace tenfold::reports

// What a folder has to be, to be one of results.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "base/files.h"
#include "experiments/records/store/testing/store_fixture.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(StoreTest, OpenLeavesNothingBehind) {
  EXPECT_TRUE(Files().empty());
  EXPECT_EQ(store_->results_dir(), folder_);
  EXPECT_TRUE(Store::Open(folder_).ok()) << "a folder that is there already";
}

TEST_F(StoreTest, FolderThatCannotBeWritten) {
  Make("file", "x");
  EXPECT_EQ(Store::Open(folder_ + "/file").status().message(),
            folder_ + "/file: cannot create folder: Not a directory");
  EXPECT_EQ(Store::Open(folder_ + "/file/below").status().message(),
            folder_ + "/file: cannot create folder: Not a directory");
  EXPECT_EQ(Store::Open("").status().message(), "the results folder has no name");
  // A folder in which not even root can create files.
  const absl::Status status = Store::Open("/proc").status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("/proc: cannot write to the results folder: /proc/probe: cannot create: "));
  EXPECT_FALSE(Store::Open("/proc/results").ok());
}

TEST_F(StoreTest, FolderThatCanOnlyBeRead) {
  const absl::StatusOr<Store> written = Store::OpenOrRead(folder_);
  ASSERT_TRUE(written.ok());
  EXPECT_TRUE(written->writable().ok());
  const absl::StatusOr<Store> read = Store::OpenOrRead("/proc/sys/kernel/random");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->writable(), Store::Open("/proc/sys/kernel/random").status());
  EXPECT_FALSE(Store::OpenOrRead("/proc/sys/kernel/random/results").ok())
      << "there is nothing to read";
}

TEST_F(StoreTest, LinkThatLeadsNowhere) {
  fs::create_symlink("none", folder_ + "/link");
  EXPECT_EQ(
      Store::Open(folder_ + "/link").status().message(),
      folder_ + "/link: cannot create folder: it is a link to none, where there is no folder");
  fs::create_directory(folder_ + "/none");
  EXPECT_TRUE(Store::Open(folder_ + "/link").ok());
}

TEST_F(StoreTest, LeftoversAreRemovedFromAFolderOfTenfoldsOnly) {
  const auto leave = [](const std::string& folder) {
    if (const pid_t killed = fork(); killed == 0) {
      const absl::StatusOr<StagedFile> staged = StagedFile::Create(folder + "/a.json", "half");
      _exit(0);
    } else {
      waitpid(killed, nullptr, 0);
    }
  };
  const std::string others = folder_ + "-of-others";
  fs::remove_all(others);
  fs::create_directories(others + "/x");
  Make("x/.a.1.2.tmp", "mine");
  for (const std::string& folder : {folder_, others}) leave(folder + "/x");
  ASSERT_TRUE(Store::Open(folder_).ok());
  ASSERT_TRUE(Store::Open(others).ok());
  EXPECT_THAT(Files(), ElementsAre("x/.a.1.2.tmp"));
  EXPECT_EQ(std::distance(fs::directory_iterator(others + "/x"), {}), 1) << "no mark, no removal";
  EXPECT_FALSE(fs::exists(others + "/" + kMarkName)) << "somebody else's folder";
}

TEST_F(StoreTest, AFolderWithLinksIsNotOpened) {
  fs::create_directories(folder_ + "/pairs");
  fs::create_directory_symlink("/tmp", folder_ + "/pairs/paper");
  const std::string message = folder_ + "/pairs/paper: a symbolic link; expected folders and files";
  EXPECT_THAT(std::string(Store::Open(folder_).status().message()), HasSubstr(message));
  EXPECT_THAT(std::string(Store::ForReading(folder_).status().message()), HasSubstr(message));
  EXPECT_TRUE(Store::ForReading(folder_ + "/none").ok());
  EXPECT_THAT(std::string(store_->Lookup(kRunId, "k").status().message()),
              HasSubstr("/pairs/paper: a symbolic link"))
      << "nor is one that was made later";
}

}  // namespace
}  // namespace tenfold

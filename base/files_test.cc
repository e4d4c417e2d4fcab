#include "base/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/temporary_name.h"
#include "base/walk.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "/files";
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  int FilesInFolder() const {
    return static_cast<int>(std::distance(fs::directory_iterator(folder_), {}));
  }

  std::string folder_;
};

TEST_F(FilesTest, WhatIsWrittenIsRead) {
  std::string bytes("a\0\n\xff", 4);
  bytes += std::string(200000, 'x');
  ASSERT_TRUE(WriteFileAtomically(Path("a"), bytes).ok());
  EXPECT_EQ(*ReadFile(Path("a"), 1 << 20), bytes);
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "").ok());
  EXPECT_EQ(*ReadFile(Path("a"), 0), "") << "the second file takes the place of the first";
  EXPECT_EQ(FilesInFolder(), 1);
}

TEST_F(FilesTest, NewFilesHaveThePermissionsThatTheUserSet) {
  const mode_t before = umask(027);
  const absl::Status status = WriteFileAtomically(Path("a"), "x");
  umask(before);
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(static_cast<int>(fs::status(Path("a")).permissions()), 0640);
}

TEST_F(FilesTest, ALinkIsNeitherReplacedNorFollowed) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  fs::create_symlink("a", Path("link"));
  fs::create_symlink("nowhere", Path("dangling"));
  for (const char* name : {"link", "dangling"}) {
    EXPECT_EQ(WriteFileAtomically(Path(name), "new").message(),
              Path(name) + ": cannot create: a symbolic link; expected a file or nothing");
    EXPECT_TRUE(fs::is_symlink(Path(name))) << name;
  }
  EXPECT_EQ(*ReadFile(Path("a"), 10), "old");
  EXPECT_EQ(FilesInFolder(), 3);
}

TEST_F(FilesTest, StagedFileLeavesNothingUnlessCommitted) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  {
    absl::StatusOr<StagedFile> staged = StagedFile::Create(Path("a"), "new");
    ASSERT_TRUE(staged.ok());
    EXPECT_EQ(FilesInFolder(), 2);
    EXPECT_EQ(*ReadFile(Path("a"), 10), "old");
  }
  EXPECT_EQ(FilesInFolder(), 1);
  EXPECT_EQ(*ReadFile(Path("a"), 10), "old");

  absl::StatusOr<StagedFile> staged = StagedFile::Create(Path("a"), "new");
  ASSERT_TRUE(staged.ok());
  StagedFile moved = *std::move(staged);
  ASSERT_TRUE(moved.Replace().ok());
  EXPECT_EQ(*ReadFile(Path("a"), 10), "new");
  EXPECT_EQ(FilesInFolder(), 1);
}

TEST_F(FilesTest, WriteErrorsNameThePathAndChangeNothing) {
  ASSERT_TRUE(WriteFileAtomically(Path("file"), "x").ok());
  EXPECT_EQ(WriteFileAtomically(Path("file/below"), "y").message(),
            Path("file/below") + ": cannot create: Not a directory");
  const absl::Status missing = WriteFileAtomically(Path("none/a"), "y");
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.message(), Path("none/a") + ": cannot create: No such file or directory");

  fs::create_directories(Path("folder/full"));
  EXPECT_EQ(WriteFileAtomically(Path("folder"), "y").message(),
            Path("folder") + ": cannot put in place: Is a directory");
  EXPECT_EQ(FilesInFolder(), 2) << "no temporary file is left";
  EXPECT_EQ(*ReadFile(Path("file"), 10), "x");
}

TEST_F(FilesTest, FileThatCannotGrowKeepsWhatWasThere) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small = {1000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  // The first write is cut short at the limit, the next one fails.
  const absl::Status status = WriteFileAtomically(Path("a"), std::string(5000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(status.message(), Path("a") + ": cannot write: File too large");
  EXPECT_EQ(*ReadFile(Path("a"), 10), "old");
  EXPECT_EQ(FilesInFolder(), 1);
}

TEST_F(FilesTest, ReadErrors) {
  const absl::Status missing = ReadFile(Path("none"), 10).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.message(), Path("none") + ": cannot open: No such file or directory");
  EXPECT_EQ(ReadFile(folder_, 10).status().message(), folder_ + ": not a regular file");
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(ReadFile(Path("pipe"), 10).status().message(), Path("pipe") + ": not a regular file");
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "12345").ok());
  EXPECT_EQ(*ReadFile(Path("a"), 5), "12345");
  const absl::Status too_large = ReadFile(Path("a"), 4).status();
  EXPECT_EQ(too_large.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(too_large.message(), Path("a") + ": larger than the 4 bytes that are allowed here");
}

TEST_F(FilesTest, CreatesFolders) {
  EXPECT_TRUE(CreateFolders(Path("x/y/z")).ok());
  EXPECT_TRUE(CreateFolders(Path("x/y/z")).ok());
  EXPECT_TRUE(CreateFolders(Path("x/y/w/")).ok());
  EXPECT_TRUE(fs::is_directory(Path("x/y/w")));
  ASSERT_TRUE(WriteFileAtomically(Path("file"), "x").ok());
  EXPECT_EQ(CreateFolders(Path("file")).message(),
            Path("file") + ": cannot create folder: Not a directory");
  EXPECT_EQ(CreateFolders(Path("file/below")).message(),
            Path("file") + ": cannot create folder: Not a directory");
}

TEST_F(FilesTest, MovesFiles) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "x").ok());
  ASSERT_TRUE(CreateFolders(Path("to")).ok());
  ASSERT_TRUE(MoveFile(Path("a"), Path("to/b")).ok());
  EXPECT_EQ(*ReadFile(Path("to/b"), 10), "x");
  EXPECT_FALSE(fs::exists(Path("a")));
  EXPECT_THAT(std::string(MoveFile(Path("a"), Path("c")).message()),
              HasSubstr(Path("a") + ": cannot move to " + Path("c") + ": No such file"));
}

TEST_F(FilesTest, NewFilesDoNotReplace) {
  absl::StatusOr<StagedFile> staged = StagedFile::Create(Path("a"), "new");
  ASSERT_TRUE(staged.ok()) << staged.status();
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(staged->CommitNew()));
  EXPECT_EQ(*ReadFile(Path("a"), 100), "old");
  ASSERT_TRUE(staged->Replace().ok()) << "it is still staged";
  EXPECT_EQ(*ReadFile(Path("a"), 100), "new");
  absl::StatusOr<StagedFile> other = StagedFile::Create(Path("b"), "new");
  ASSERT_TRUE(other->CommitNew().ok());
  EXPECT_EQ(*ReadFile(Path("b"), 100), "new");
}

TEST_F(FilesTest, LinksKeepAFileThatIsReplaced) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  ASSERT_TRUE(LinkFile(Path("a"), Path("b")).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(LinkFile(Path("a"), Path("b"))));
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "new").ok());
  EXPECT_EQ(*ReadFile(Path("b"), 100), "old");
}

// The name of a file that this process stages: what stands before the number of the process, and
// behind it.
std::pair<std::string, std::string> StagedName(const std::string& folder) {
  const absl::StatusOr<StagedFile> staged = StagedFile::Create(folder + "/a", "");
  EXPECT_TRUE(staged.ok()) << staged.status();
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const std::vector<std::string> parts = absl::StrSplit(name, absl::StrCat("-", getpid(), "-"));
    if (parts.size() == 2) return {parts[0], parts[1]};
  }
  ADD_FAILURE() << "nothing is staged in " << folder;
  return {};
}

TEST_F(FilesTest, LeftoversAreToldFromWhatIsInUse) {
  const auto [before, behind] = StagedName(Path(""));
  // A process that is gone, and one with the number of this process, which started later.
  const pid_t gone = fork();
  if (gone == 0) _exit(0);
  waitpid(gone, nullptr, 0);
  const std::string leftovers[] = {absl::StrCat(before, "-", gone, "-", behind),
                                   absl::StrCat("sub/", before, "-", getpid(), "-1", behind)};
  // Of this process; of another machine; what others call temporary.
  const std::string others[] = {absl::StrCat(before, "-", getpid(), "-", behind),
                                absl::StrCat(".a.tenfold-0123456789abcdef-", gone, "-", behind),
                                ".a.json.12.0.tmp",
                                ".mine.tmp",
                                ".d.tenfold-x.tmp",
                                absl::StrCat(before.substr(1), "-", gone, "-", behind)};
  const auto make = [&](const std::string& name) {
    ASSERT_TRUE(CreateFolders(FolderOf(Path(name))).ok());
    ASSERT_TRUE(WriteFileAtomically(Path(name), "half").ok());
  };
  for (const std::string& name : leftovers) make(name);
  for (const std::string& name : others) make(name);
  for (const std::string& name : leftovers) EXPECT_TRUE(IsLeftover(Path(name))) << name;
  for (const std::string& name : others) EXPECT_FALSE(IsLeftover(Path(name))) << name;
}

TEST_F(FilesTest, BelowAFolderLinksAreNotFollowed) {
  ASSERT_TRUE(CreateFolders(Path("root/sub")).ok());
  ASSERT_TRUE(WriteFileAtomically(Path("secret"), "s").ok());
  ASSERT_TRUE(WriteFileAtomically(Path("root/sub/a"), "x").ok());
  fs::create_symlink(Path("secret"), Path("root/sub/link"));
  fs::create_directory_symlink("sub", Path("root/folder"));
  fs::create_directory_symlink("root", Path("reached"));
  const auto read = [&](const std::string& root, const std::string& path) {
    const absl::StatusOr<std::string> bytes = ReadFileBelow(Path(root), path, 100);
    return bytes.ok() ? *bytes : std::string(bytes.status().message());
  };
  EXPECT_EQ(read("root", "sub/a"), "x");
  EXPECT_EQ(read("reached", "sub/a"), "x") << "the folder itself may be reached through a link";
  EXPECT_EQ(read("root", "sub/link"),
            Path("root/sub/link") + ": a symbolic link, which is not followed here");
  EXPECT_EQ(read("root", "folder/a"),
            Path("root/folder") + ": a symbolic link, which is not followed here");
  EXPECT_EQ(read("root", "sub"), Path("root/sub") + ": not a regular file");
  EXPECT_TRUE(absl::IsNotFound(ReadFileBelow(Path("root"), "sub/none", 100).status()));
  EXPECT_TRUE(absl::IsNotFound(ReadFileBelow(Path("root"), "none/a", 100).status()));
  EXPECT_TRUE(absl::IsOutOfRange(ReadFileBelow(Path("root"), "sub/a", 0).status()));
}

TEST_F(FilesTest, ANewFileTakesNoOthersPlace) {
  ASSERT_TRUE(CreateNewFile(Path("a"), "x").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(CreateNewFile(Path("a"), "y")));
  fs::create_symlink("nowhere", Path("b"));
  EXPECT_TRUE(absl::IsAlreadyExists(CreateNewFile(Path("b"), "y")));
  EXPECT_EQ(*ReadFile(Path("a"), 10), "x");
}

TEST_F(FilesTest, AWalkSeesEverythingOnceAndFollowsNothing) {
  ASSERT_TRUE(CreateFolders(Path("x/y")).ok());
  ASSERT_TRUE(CreateFolders(Path(".hidden")).ok());
  for (const char* name : {"a", "x/b", "x/y/c", ".hidden/d", "x/.e"}) {
    ASSERT_TRUE(WriteFileAtomically(Path(name), "").ok());
  }
  fs::create_directory_symlink("..", Path("x/up"));
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  std::map<std::string, EntryKind> found;
  ASSERT_TRUE(Walk(Path(""), [&](const std::string& path, EntryKind kind) {
                EXPECT_TRUE(found.emplace(path, kind).second) << path;
              }).ok());
  EXPECT_EQ(found, (std::map<std::string, EntryKind>{{".hidden", EntryKind::kFolder},
                                                     {"a", EntryKind::kFile},
                                                     {"pipe", EntryKind::kOther},
                                                     {"x", EntryKind::kFolder},
                                                     {"x/.e", EntryKind::kFile},
                                                     {"x/b", EntryKind::kFile},
                                                     {"x/up", EntryKind::kLink},
                                                     {"x/y", EntryKind::kFolder},
                                                     {"x/y/c", EntryKind::kFile}}));
  EXPECT_THAT(std::string(Walk(Path("none"), [](const std::string&, EntryKind) {}).message()),
              HasSubstr("none/: cannot be searched: No such file"));
}

TEST_F(FilesTest, ALockedFolderIsWaitedFor) {
  std::atomic<bool> held{true};
  std::thread thread;
  {
    const absl::StatusOr<Descriptor> lock = LockFolder(Path(""));
    ASSERT_TRUE(lock.ok()) << lock.status();
    thread = std::thread([&] {
      const absl::StatusOr<Descriptor> second = LockFolder(Path(""));
      EXPECT_TRUE(second.ok());
      EXPECT_FALSE(held) << "two hold the lock";
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    held = false;
  }
  thread.join();
}

}  // namespace
}  // namespace tenfold

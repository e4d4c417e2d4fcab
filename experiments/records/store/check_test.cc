#include "experiments/records/store/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/conflicts.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

RunRecord Record(const std::string& run_id) {
  RunRecord record;
  record.run_id = run_id;
  record.train_loss = {0.5};
  record.train_accuracy = record.test_accuracy = 0.5;
  record.provenance["key"] = "k";
  return record;
}

class StoreCheckTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    ASSERT_TRUE(CreateFolders(folder_).ok());
  }

  void Make(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(CreateFolders(FolderOf(folder_ + "/" + name)).ok());
    ASSERT_TRUE(WriteFileAtomically(folder_ + "/" + name, bytes).ok());
  }

  std::vector<StoreProblem> Check(bool repair) {
    const absl::StatusOr<std::vector<StoreProblem>> problems = CheckResults(
        folder_, [](const RunRecord& record) { return KeyOf(record) == "old"; }, repair);
    EXPECT_TRUE(problems.ok()) << problems.status();
    return *problems;
  }

  // "kind path", and what follows if it was set aside.
  std::vector<std::string> Found(bool repair) {
    std::vector<std::string> lines;
    for (const StoreProblem& problem : Check(repair)) {
      lines.push_back(absl::StrReplaceAll(
          absl::StrCat(problem.kind, " ", problem.path, problem.set_aside.empty() ? "" : " -> ",
                       problem.set_aside),
          {{folder_ + "/", ""}}));
    }
    return lines;
  }

  int Files() const {
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      files += entry.is_directory() ? 0 : 1;
    }
    return files;
  }

  const std::string folder_ = ::testing::TempDir() + "/check";
};

TEST_F(StoreCheckTest, AGoodFolder) {
  RunRecord record = Record("x/0");
  record.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  Make("x/0.json", SealedText(record));
  Make("artifacts/x/0/points.csv", "p");
  Make("artifacts/x/1/points.csv", "of a run that was interrupted");
  Make("superseded/x/0.0.json", "old");
  Make("report/REPORT.md", "r");
  EXPECT_THAT(Check(false), IsEmpty());
  EXPECT_THAT(Check(true), IsEmpty());
  EXPECT_FALSE(CheckResults(folder_ + "/none", [](const RunRecord&) { return false; }, false).ok());
}

TEST_F(StoreCheckTest, EveryKindIsFoundAndSetAsideOnce) {
  const std::string text = SealedText(Record("x/good"));
  RunRecord stale = Record("x/stale"), listing = Record("x/listing"), lost = Record("x/lost");
  stale.provenance["key"] = "old";
  listing.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  lost.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  Make("x/good.json", text);
  Make("x/edited.json", absl::StrReplaceAll(SealedText(Record("x/edited")), {{"0.5", "0.9"}}));
  Make("x/cut.json", text.substr(0, 100));
  Make("x/empty.json", "");
  Make("x/copy.json", text);
  Make("x/moved.json", SealedText(Record("y/elsewhere")));
  Make("x/stale.json", SealedText(stale));
  Make("x/listing.json", SealedText(listing));
  Make("artifacts/x/listing/points.csv", "q");
  Make("x/lost.json", SealedText(lost));
  Make("x/notes.txt", "mine");
  Make("x/bad name.json", text);
  // As a process leaves it that is killed.
  if (const pid_t killed = fork(); killed == 0) {
    const absl::StatusOr<StagedFile> staged = StagedFile::Create(folder_ + "/x/good.json", "half");
    _exit(0);
  } else {
    waitpid(killed, nullptr, 0);
  }
  Make("corrupt/x/cut.0.json", "there already");
  const int files = Files();
  EXPECT_THAT(Found(false),
              ElementsAre(StartsWith("leftover x/.good.json.tenfold-"), "foreign x/bad name.json",
                          "duplicate x/copy.json", "truncated x/cut.json", "corrupt x/edited.json",
                          "truncated x/empty.json", "corrupt artifacts/x/listing/points.csv",
                          "incomplete x/lost.json", "foreign x/moved.json", "foreign x/notes.txt",
                          "stale x/stale.json"));
  EXPECT_EQ(Files(), files) << "nothing was touched";
  EXPECT_THAT(
      Found(true),
      ElementsAre(
          StartsWith("leftover x/.good.json.tenfold-"),
          "foreign x/bad name.json -> foreign/x/bad name.0.json",
          "duplicate x/copy.json -> foreign/x/copy.0.json",
          "truncated x/cut.json -> corrupt/x/cut.1.json",
          "corrupt x/edited.json -> corrupt/x/edited.0.json",
          "truncated x/empty.json -> corrupt/x/empty.0.json",
          "corrupt artifacts/x/listing/points.csv -> corrupt/artifacts/x/listing/points.csv.0",
          "incomplete x/lost.json", "foreign x/moved.json -> foreign/x/moved.0.json",
          "foreign x/notes.txt -> foreign/x/notes.txt.0",
          "stale x/stale.json -> superseded/x/stale.0.json"));
  EXPECT_EQ(Files(), files) << "nothing is deleted";
  EXPECT_THAT(Found(true), ElementsAre("incomplete x/listing.json", "incomplete x/lost.json"));
}

// Links that lead nowhere, to themselves, to each other or back into the folder.
TEST_F(StoreCheckTest, LinksDoNotMislead) {
  const auto link = [&](const std::string& name, const std::string& to) {
    fs::create_directories(FolderOf(folder_ + "/" + name));
    fs::create_symlink(to, folder_ + "/" + name);
  };
  RunRecord record = Record("x/0");
  record.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  Make("x/0.json", SealedText(record));
  link("artifacts/x/0/points.csv", "points.csv");
  link("x/back", "..");
  link("x/itself.json", "itself.json");
  link("x/one", "other");
  link("x/other", "one");
  link("x/folder.json", ".");
  link("x/nowhere.json", "none");
  EXPECT_THAT(Found(false), ElementsAre("foreign artifacts/x/0/points.csv", "foreign x/back",
                                        "foreign x/folder.json", "foreign x/itself.json",
                                        "foreign x/nowhere.json", "foreign x/one",
                                        "foreign x/other", "incomplete x/0.json"));
  EXPECT_THAT(Found(true), ::testing::SizeIs(8));
  EXPECT_THAT(Found(true), ElementsAre("incomplete x/0.json"));
  EXPECT_TRUE(fs::is_symlink(folder_ + "/foreign/x/itself.0.json")) << "nothing is deleted";
  EXPECT_TRUE(fs::is_symlink(folder_ + "/foreign/artifacts/x/0/points.csv.0"));
}

// What is set aside goes nowhere through a link, not even one named like the folder into which it
// goes.
TEST_F(StoreCheckTest, LinksNamedLikeReservedFolders) {
  const std::string victim = folder_ + "-victim";
  fs::remove_all(victim);
  fs::create_directories(victim);
  const char* const names[] = {"artifacts", "conflicting", "corrupt", "foreign", "superseded"};
  for (const char* name : names) fs::create_directory_symlink(victim, folder_ + "/" + name);
  Make("x/notes.txt", "mine");
  Make("x/empty.json", "");
  EXPECT_THAT(Found(true), ElementsAre("foreign foreign -> foreign/foreign.0",
                                       "foreign artifacts -> foreign/artifacts.0",
                                       "foreign conflicting -> foreign/conflicting.0",
                                       "foreign corrupt -> foreign/corrupt.0",
                                       "foreign superseded -> foreign/superseded.0",
                                       "truncated x/empty.json -> corrupt/x/empty.0.json",
                                       "foreign x/notes.txt -> foreign/x/notes.txt.0"));
  EXPECT_TRUE(fs::is_empty(victim));
  for (const char* name : names) {
    EXPECT_TRUE(fs::is_symlink(absl::StrCat(folder_, "/foreign/", name, ".0"))) << name;
  }
  EXPECT_THAT(Found(true), IsEmpty());
  // A folder that is called as a link was set aside.
  Make("corrupt.0/notes", "mine");
  const absl::Status status =
      CheckResults(folder_, [](const RunRecord&) { return false; }, true).status();
  EXPECT_EQ(status.message(), folder_ + "/foreign/corrupt.0: a symbolic link; expected a folder");
  EXPECT_TRUE(fs::is_empty(victim));
}

TEST_F(StoreCheckTest, FoldersWhereFilesBelongAndTheReverse) {
  Make("x/run.json", SealedText(Record("x/run")));
  Make("x/folder.json/inside", "mine");
  Make("artifacts/x/other/points.csv/inside", "mine");
  Make("artifacts/x/run", "mine");  // where the folder of its files would be
  Make("artifacts/y", "mine");
  Make("superseded/x", "mine");
  Make("failed", "mine");
  Make("superseded/other", "of a version before");
  EXPECT_THAT(Found(false),
              ElementsAre("foreign artifacts/x/other/points.csv", "foreign artifacts/x/run",
                          "foreign artifacts/y", "foreign failed", "foreign superseded/x",
                          "foreign x/folder.json"));
  const int files = Files();
  EXPECT_THAT(Found(true), ::testing::SizeIs(6));
  EXPECT_THAT(Found(true), IsEmpty());
  EXPECT_EQ(Files(), files) << "nothing is deleted";
  EXPECT_TRUE(fs::exists(folder_ + "/foreign/x/folder.0.json/inside"));
}

TEST_F(StoreCheckTest, AFileWithTheNameOfTheFolderForForeignOnes) {
  Make("foreign", "mine");
  EXPECT_THAT(Found(true), ElementsAre("foreign foreign -> foreign/foreign.0"));
  EXPECT_THAT(Found(true), IsEmpty());
}

TEST_F(StoreCheckTest, ARecordThatContradictsItsRunIdAndWeightsThatContradictTheirRecord) {
  RunRecord record = Record("disc/paper/depth-3/simd/seed-00");
  record.experiment = "disc";
  record.preset = "paper";
  record.variant = "depth-3";
  record.engine = "simd";
  record.provenance["artifacts"] = {{"final_weights/w.npy", Sha256Hex("w")}};
  Make(record.run_id + ".json", SealedText(record));
  const std::string weights = absl::StrCat("artifacts/", record.run_id, "/final_weights/w.npy");
  Make(weights, "w");
  EXPECT_THAT(Found(false), IsEmpty());
  Make(weights, "v");
  EXPECT_THAT(Found(false), ElementsAre("corrupt " + weights));
  record.seed = 7;
  Make(record.run_id + ".json", SealedText(record));
  EXPECT_THAT(Found(false), ElementsAre("corrupt " + record.run_id + ".json"));
}

TEST_F(StoreCheckTest, AConflictIsAProblemUntilAPersonHasSettledIt) {
  Make("x/run.json", SealedText(Record("x/run")));
  Make("conflicting/x/run.0.json", SealedText(Record("x/run")));
  for (const bool repair : {false, true, true}) {
    const std::vector<StoreProblem> problems = Check(repair);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].kind, "conflict");
    EXPECT_EQ(problems[0].set_aside, "");
    EXPECT_THAT(problems[0].what, StartsWith("run \"x/run\" was made with other bits"));
  }
  ASSERT_EQ(*SettleConflict(folder_, "x/run", {}), 1);
  EXPECT_THAT(Check(false), IsEmpty());
  EXPECT_TRUE(fs::exists(folder_ + "/superseded/x/run.0.json"));
}

TEST_F(StoreCheckTest, WhoLooksWaitsForNobody) {
  Make("x/0.json", SealedText(Record("x/0")));
  const auto seconds_of_check = [&](bool repair) {
    absl::StatusOr<Descriptor> lock = LockFolder(folder_);
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::seconds(3));
      const Descriptor released = *std::move(lock);
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THAT(Check(repair), IsEmpty());
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    other.join();
    return taken.count();
  };
  EXPECT_LT(seconds_of_check(false), 2.0);
  testing::internal::CaptureStderr();
  EXPECT_GT(seconds_of_check(true), 2.0);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            absl::StrCat("waiting for process ", getpid(),
                         " (store_test), which holds the lock on ", folder_, "\n"));
}

TEST_F(StoreCheckTest, WhatALivingProcessStagesIsNoProblem) {
  absl::StatusOr<StagedFile> staged = StagedFile::Create(folder_ + "/a.json", "half");
  ASSERT_TRUE(staged.ok()) << staged.status();
  EXPECT_THAT(Check(true), IsEmpty());
  EXPECT_TRUE(staged->CommitNew().ok());
}

}  // namespace
}  // namespace tenfold

#include "experiments/records/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/check.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kRunId[] = "pairs/paper/cnn/eigen/seed-03";

RunRecord Record(const std::string& key, double wall_time_s = 1.0) {
  RunRecord record;
  record.run_id = kRunId;
  record.train_loss = {0.5, 1.0 / 3.0};
  record.train_accuracy = 0.75;
  record.test_accuracy = 0.5;
  record.weights_digest = "d";
  record.timing["wall_time_s"] = wall_time_s;
  record.provenance["key"] = key;
  return record;
}

std::string Bytes(const RunRecord& record) { return SealedText(record); }

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    absl::StatusOr<Store> store = Store::Open(folder_);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = std::make_unique<Store>(*std::move(store));
  }

  void Make(const std::string& name, const std::string& bytes) {
    fs::create_directories(fs::path(folder_ + "/" + name).parent_path());
    ASSERT_TRUE(WriteFileAtomically(folder_ + "/" + name, bytes).ok());
  }

  std::string Read(const std::string& name) const {
    const absl::StatusOr<std::string> bytes = ReadFile(folder_ + "/" + name, 1 << 20);
    return bytes.ok() ? *bytes : std::string(bytes.status().message());
  }

  // Every file below the results folder but its mark, sorted.
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const std::string path = entry.path().lexically_relative(folder_);
      if (!entry.is_directory() && path != kMarkName) files.push_back(path);
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  RecordState State(const std::string& key) const {
    const absl::StatusOr<LookupResult> found = store_->Lookup(kRunId, key);
    EXPECT_TRUE(found.ok()) << found.status();
    return found->state;
  }

  const std::string folder_ = ::testing::TempDir() + "/store/results";
  const std::string name_ = absl::StrCat(kRunId, ".json");
  std::unique_ptr<Store> store_;
};

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

TEST_F(StoreTest, WhatIsWrittenIsFound) {
  EXPECT_EQ(State("k"), RecordState::kMissing);
  ASSERT_TRUE(store_->Write(Record("k"), /*force=*/false).ok());
  const absl::StatusOr<LookupResult> found = store_->Lookup(kRunId, "k");
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->state, RecordState::kPresent);
  EXPECT_EQ(Bytes(*found->record), Bytes(Record("k")));
  EXPECT_THAT(Files(), ElementsAre(name_));
  EXPECT_EQ(Read(name_), Bytes(Record("k")));
}

TEST_F(StoreTest, SameRunAgainKeepsTheFirst) {
  ASSERT_TRUE(store_->Write(Record("k", 1.0), false).ok());
  ASSERT_TRUE(store_->Write(Record("k", 2.0), false).ok());
  EXPECT_THAT(Files(), ElementsAre(name_));
  EXPECT_EQ(Read(name_), Bytes(Record("k", 1.0)));
}

TEST_F(StoreTest, ForcedRunSupersedes) {
  for (double wall_time_s : {1.0, 2.0, 3.0}) {
    ASSERT_TRUE(store_->Write(Record("k", wall_time_s), /*force=*/true).ok());
  }
  const std::string superseded = absl::StrCat("superseded/", kRunId);
  EXPECT_THAT(Files(), ElementsAre(name_, superseded + ".0.json", superseded + ".1.json"));
  EXPECT_EQ(Read(superseded + ".0.json"), Bytes(Record("k", 1.0)));
  EXPECT_EQ(Read(superseded + ".1.json"), Bytes(Record("k", 2.0)));
  EXPECT_EQ(Read(name_), Bytes(Record("k", 3.0)));
}

TEST_F(StoreTest, StaleRecordIsSuperseded) {
  ASSERT_TRUE(store_->Write(Record("old"), false).ok());
  EXPECT_EQ(State("new"), RecordState::kStale);
  EXPECT_EQ(store_->Lookup(kRunId, "new")->record->provenance["key"], "old");
  RunRecord other = Record("new");
  other.weights_digest = "other";
  ASSERT_TRUE(store_->Write(other, false).ok());
  EXPECT_EQ(State("new"), RecordState::kPresent);
  EXPECT_THAT(Files(), ElementsAre(name_, absl::StrCat("superseded/", kRunId, ".0.json")));
  EXPECT_EQ(Read(Files()[1]), Bytes(Record("old")));
}

// A key leaves neutral values out, so that a hyperparameter may be declared later.
TEST_F(StoreTest, AHyperparameterThatWasDeclaredLaterIsNoDifference) {
  RunRecord before = Record("k"), after = Record("k");
  before.hyperparameters = {{"epochs", 3}};
  after.hyperparameters = {{"epochs", 3}, {"momentum", 0.0}};
  EXPECT_EQ(FirstDifference(before, after), "");
  EXPECT_EQ(FirstDifference(after, before), "");
  ASSERT_TRUE(store_->Write(before, false).ok());
  EXPECT_EQ(store_->Lookup(kRunId, "k", after.hyperparameters)->state, RecordState::kPresent);
  ASSERT_TRUE(store_->Write(after, false).ok());
  EXPECT_EQ(Read(name_), Bytes(before)) << "stays";
  ASSERT_TRUE(store_->Write(after, /*force=*/true).ok());
  EXPECT_EQ(Read(name_), Bytes(after));
}

// The same key, and yet another run.
TEST_F(StoreTest, ANeutralValueThatIsDeclaredAnewMakesRecordsStale) {
  RunRecord before = Record("k"), after = Record("k");
  before.hyperparameters = {{"points", 1000}};
  after.hyperparameters = {{"points", 2000}};
  after.weights_digest = "other";
  EXPECT_EQ(FirstDifference(before, after), "hyperparameters");
  ASSERT_TRUE(store_->Write(before, false).ok());
  EXPECT_EQ(store_->Lookup(kRunId, "k", after.hyperparameters)->state, RecordState::kStale);
  ASSERT_TRUE(store_->Write(after, false).ok());
  EXPECT_EQ(Read(name_), Bytes(after));
  EXPECT_THAT(Files(), ElementsAre(name_, absl::StrCat("superseded/", kRunId, ".0.json")));
}

TEST_F(StoreTest, RecordWithoutKeyIsStale) {
  RunRecord record = Record("k");
  record.provenance.erase("key");
  Make(name_, Bytes(record));
  EXPECT_EQ(State("k"), RecordState::kStale);
  record.provenance["key"] = 3;
  Make(name_, Bytes(record));
  EXPECT_EQ(State("k"), RecordState::kStale);
}

TEST_F(StoreTest, CorruptRecordMovesAside) {
  const std::string whole = Bytes(Record("k"));
  RunRecord elsewhere = Record("k");
  elsewhere.run_id = "another";
  int number = 0;
  for (const std::string& corrupt :
       {std::string(), whole.substr(0, whole.size() / 2), Bytes(elsewhere)}) {
    Make(name_, corrupt);
    const absl::StatusOr<LookupResult> found = store_->Lookup(kRunId, "k");
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->state, RecordState::kCorrupt);
    EXPECT_FALSE(found->record.has_value());
    EXPECT_THAT(found->problem, HasSubstr(folder_ + "/" + name_ + ": "));
    ASSERT_TRUE(store_->Write(Record("k"), false).ok());
    EXPECT_EQ(Read(name_), whole);
    EXPECT_EQ(Read(absl::StrCat("corrupt/", kRunId, ".", number++, ".json")), corrupt);
  }
}

TEST_F(StoreTest, SameKeyWithOtherBitsIsAnError) {
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  RunRecord other = Record("k");
  other.train_loss[1] = 0.25;
  other.weights_digest = "other";
  for (bool force : {false, true}) {
    const absl::Status status = store_->Write(other, force);
    EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
    const std::string copy = absl::StrCat("conflicting/", kRunId, ".", force ? 1 : 0, ".json");
    EXPECT_EQ(status.message(), absl::StrCat(folder_, "/", name_, " and ", folder_, "/", copy,
                                             " have the same key but differ in \"train_loss\"; "
                                             "expected the same bits"));
    EXPECT_EQ(Read(name_), Bytes(Record("k"))) << "the first stays";
    EXPECT_EQ(Read(copy), Bytes(other)) << "the second is not lost";
  }
}

TEST_F(StoreTest, RecordsThatCannotBeStored) {
  RunRecord record = Record("k");
  record.run_id = "../outside";
  EXPECT_THAT(std::string(store_->Write(record, false).message()), HasSubstr("begins with a dot"));
  EXPECT_THAT(std::string(store_->Lookup("/etc/passwd", "k").status().message()),
              HasSubstr("empty component"));
  EXPECT_EQ(
      store_->Write(Record(""), false).message(),
      absl::StrCat("record of run \"", kRunId, "\" cannot be stored: its provenance has no key"));
  record = Record("k");
  record.train_loss[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(store_->Write(record, false).message(),
            absl::StrCat("record of run \"", kRunId,
                         "\" cannot be stored: field \"train_loss\" is not an array of numbers"));
  record.train_loss.assign(4000000, 0.125);
  EXPECT_EQ(
      store_->Write(record, false).message(),
      absl::StrCat("record of run \"", kRunId, "\" cannot be stored: larger than 16777216 bytes"));
  EXPECT_TRUE(Files().empty());
  EXPECT_FALSE(fs::exists(folder_ + "/../outside.json"));
}

TEST_F(StoreTest, SystemErrorsAreNotTakenForMissingOrCorrupt) {
  Make("pairs", "a file where a folder should be");
  EXPECT_EQ(store_->Lookup(kRunId, "k").status().message(),
            folder_ + "/" + name_ + ": cannot open: Not a directory");
  EXPECT_FALSE(store_->Write(Record("k"), false).ok());
  fs::create_directories(folder_ + "/a.json");
  EXPECT_EQ(store_->Lookup("a", "k").status().message(), folder_ + "/a.json: not a regular file");
}

TEST_F(StoreTest, FailureToMoveAsideLosesNothing) {
  ASSERT_TRUE(store_->Write(Record("old"), false).ok());
  Make("superseded", "a file where a folder should be");
  EXPECT_FALSE(store_->Write(Record("new"), false).ok());
  EXPECT_EQ(State("old"), RecordState::kPresent);
  EXPECT_THAT(Files(), ElementsAre(name_, "superseded")) << "no temporary file is left";
}

TEST_F(StoreTest, RunWithoutAFileThatItListsIsIncomplete) {
  RunRecord record = Record("k");
  record.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  const std::string points = absl::StrCat("artifacts/", kRunId, "/points.csv");
  ASSERT_TRUE(store_->Write(record, false).ok());
  EXPECT_EQ(State("k"), RecordState::kIncomplete);
  Make(points, "q");
  EXPECT_EQ(State("k"), RecordState::kIncomplete);
  EXPECT_THAT(store_->Lookup(kRunId, "k")->problem, HasSubstr("/points.csv: not what its run's"));
  Make(points, "p");
  EXPECT_EQ(State("k"), RecordState::kPresent);
  EXPECT_EQ(State("other"), RecordState::kStale);
  fs::remove(folder_ + "/" + points);
  RunRecord other = record;
  other.train_loss[1] = 0.25;
  EXPECT_TRUE(absl::IsAlreadyExists(store_->Write(other, false))) << "other bits are a conflict";
}

// A record of the same bits that lists more files takes the place of one that lists fewer, as their
// digests would be lost otherwise.
TEST_F(StoreTest, ARecordThatListsMoreFilesReplaces) {
  RunRecord more = Record("k", 2.0);
  more.provenance["artifacts"] = {{"final_weights/w.npy", Sha256Hex("w")}};
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  ASSERT_TRUE(store_->Write(more, false).ok());
  EXPECT_EQ(Read(name_), Bytes(more));
  EXPECT_EQ(Read(absl::StrCat("superseded/", kRunId, ".0.json")), Bytes(Record("k")));
  ASSERT_TRUE(store_->Write(Record("k", 3.0), false).ok());
  EXPECT_EQ(Read(name_), Bytes(more));
  const std::string weights = absl::StrCat("artifacts/", kRunId, "/final_weights/w.npy");
  EXPECT_EQ(State("k"), RecordState::kIncomplete);
  Make(weights, "garbage");
  EXPECT_THAT(store_->Lookup(kRunId, "k")->problem, HasSubstr("w.npy: not what its run's record"));
  Make(weights, "w");
  EXPECT_EQ(State("k"), RecordState::kPresent);
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

TEST_F(StoreTest, ConflictsAreCountedUntilTheyAreSettled) {
  RunRecord other = Record("k"), third = Record("k");
  other.weights_digest = "other";
  third.weights_digest = "third";
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(store_->RefuseConflict(other)));
  EXPECT_TRUE(absl::IsAlreadyExists(store_->Write(third, false)));
  EXPECT_TRUE(store_->RefuseConflict(Record("k", 2.0)).ok());
  EXPECT_EQ(Store::Open(folder_)->conflicts(), 2u);
  EXPECT_EQ(Store::ForReading(folder_)->conflicts(), 2u);
  EXPECT_TRUE(absl::IsNotFound(SettleConflict(folder_, "another/run", {}).status()));
  EXPECT_TRUE(absl::IsNotFound(SettleConflict(folder_, kRunId, 7).status()));
  EXPECT_EQ(*SettleConflict(folder_, kRunId, 1), 2);
  EXPECT_EQ(Read(name_), Bytes(third));
  const std::string superseded = absl::StrCat("superseded/", kRunId);
  EXPECT_THAT(Files(), ElementsAre(name_, superseded + ".0.json", superseded + ".1.json"));
  EXPECT_EQ(Read(superseded + ".0.json"), Bytes(Record("k")));
  EXPECT_EQ(Read(superseded + ".1.json"), Bytes(other));
  EXPECT_EQ(Store::Open(folder_)->conflicts(), 0u);
  EXPECT_TRUE(absl::IsAlreadyExists(store_->Write(other, false)));
  EXPECT_EQ(*SettleConflict(folder_, kRunId, {}), 1);
  EXPECT_EQ(Read(name_), Bytes(third)) << "stays";
  EXPECT_EQ(Read(superseded + ".2.json"), Bytes(other));
}

TEST_F(StoreTest, FailureIsNotedUntilThereIsARecord) {
  ASSERT_TRUE(store_->WriteFailure(kRunId, "no\nluck").ok());
  EXPECT_EQ(State("k"), RecordState::kFailed);
  EXPECT_THAT(store_->Lookup(kRunId, "k")->problem, HasSubstr("seed-03.txt: no\\nluck"));
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  EXPECT_EQ(State("k"), RecordState::kPresent);
  EXPECT_FALSE(store_->WriteFailure("../x", "m").ok());
}

// Two that write the same run at once: the first stays, the second is told whether it has the same.
TEST_F(StoreTest, ThreadsStoreTheSameRun) {
  for (int repeat = 0; repeat < 10; ++repeat) {
    fs::remove_all(folder_ + "/pairs");
    std::atomic<int> conflicts{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        RunRecord record = Record("k", thread);
        record.weights_digest = thread == 0 ? "other" : "d";
        const absl::Status status = store_->Write(record, false);
        EXPECT_TRUE(status.ok() || absl::IsAlreadyExists(status)) << status;
        conflicts += status.ok() ? 0 : 1;
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(conflicts == 1 || conflicts == 3) << conflicts;
  }
}

TEST_F(StoreTest, ConflictsAtOnceAreAllKept) {
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      RunRecord other = Record("k");
      other.weights_digest = absl::StrCat("other", thread);
      EXPECT_TRUE(absl::IsAlreadyExists(store_->RefuseConflict(other)));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Store::Open(folder_)->conflicts(), 8u);
}

TEST_F(StoreTest, ReadAll) {
  ASSERT_TRUE(store_->Write(Record("old"), false).ok());
  ASSERT_TRUE(store_->Write(Record("new"), false).ok());
  Make("broken.json", "{");
  const absl::StatusOr<StoredRecords> stored = store_->ReadAll();
  ASSERT_TRUE(stored.ok()) << stored.status();
  ASSERT_EQ(stored->records.size(), 1u);
  EXPECT_EQ(Bytes(stored->records[0]), Bytes(Record("new")));
  EXPECT_THAT(stored->problems, ElementsAre(folder_ + "/broken.json: not valid JSON"));
}

TEST_F(StoreTest, ThreadsStoreDifferentRuns) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int seed = 0; seed < 10; ++seed) {
        RunRecord record = Record("k");
        record.run_id = absl::StrCat("pairs/", thread, "/seed-", seed);
        EXPECT_TRUE(store_->Write(record, false).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store_->ReadAll()->records.size(), 40u);
}

}  // namespace
}  // namespace tenfold

#include "experiments/records/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/text/digest.h"
#include "experiments/records/store/testing/store_fixture.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

TEST_F(StoreTest, FailureIsNotedUntilThereIsARecord) {
  ASSERT_TRUE(store_->WriteFailure(kRunId, "no\nluck").ok());
  EXPECT_EQ(State("k"), RecordState::kFailed);
  EXPECT_THAT(store_->Lookup(kRunId, "k")->problem, HasSubstr("seed-03.txt: no\\nluck"));
  ASSERT_TRUE(store_->Write(Record("k"), false).ok());
  EXPECT_EQ(State("k"), RecordState::kPresent);
  EXPECT_FALSE(store_->WriteFailure("../x", "m").ok());
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

// Records of one key that differ.
#include "experiments/records/store/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/records/store/testing/store_fixture.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

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

}  // namespace
}  // namespace tenfold

#include "experiments/records/store/checkpoint.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "experiments/records/store/check.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

constexpr char kRunId[] = "disc/paper/depth-3/simd/seed-00";

class CheckpointTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    ASSERT_TRUE(Store::Open(folder_).ok());
  }

  absl::Status Write(const std::string& key = "key") const {
    return WriteCheckpoint(folder_, kRunId, key, info_, progress_);
  }
  absl::StatusOr<TrainingProgress> Read(const std::string& key = "key") const {
    return ReadCheckpoint(folder_, kRunId, key, info_, momentum_);
  }
  std::vector<StoreProblem> Check(bool repair = false) const {
    return *CheckResults(folder_, [](const RunRecord&) { return false; }, repair);
  }

  const std::string folder_ = ::testing::TempDir() + "/checkpoints_test";
  const std::string path_ = CheckpointPath(folder_, kRunId);
  const NetworkInfo info_ = *Analyze(OneBlock({2}, {Linear(2, 1)}));
  const OptimizerOptions momentum_ = SgdOptions{0.9};
  const TrainingProgress progress_ = {{{7, 9}, {{1, 2}, {3}}, {{{4, 5}, {6}}}},
                                      {0.1, 1.0 / 3.0},
                                      {0.5, 1e-300, 0.25},
                                      1.5,
                                      "a receipt\nof links\n"};
};

TEST_F(CheckpointTest, ComesBackToTheBit) {
  ASSERT_EQ(Write(), absl::OkStatus());
  const absl::StatusOr<TrainingProgress> read = Read();
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->receipt, progress_.receipt);
  EXPECT_TRUE(read->state == progress_.state);
  EXPECT_EQ(read->train_loss, progress_.train_loss);
  EXPECT_EQ(read->first_losses, progress_.first_losses);
  EXPECT_EQ(read->training_time_s, 1.5);
  EXPECT_EQ(read->epochs(), 2);
  EXPECT_TRUE(Check().empty());
  EXPECT_TRUE(Store::Open(folder_).ok());
}

TEST_F(CheckpointTest, BelongsToItsKey) {
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(Write("another").ok());
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(Write().ok());
  EXPECT_TRUE(Read().ok());
  EXPECT_TRUE(RemoveCheckpoint(folder_, kRunId).ok());
  EXPECT_TRUE(RemoveCheckpoint(folder_, kRunId).ok());
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kNotFound);
}

// Whatever bit is turned, and wherever the file is cut.
TEST_F(CheckpointTest, WhatIsDamagedIsNotBelieved) {
  ASSERT_TRUE(Write().ok());
  const std::string whole = *ReadFile(path_, 1 << 20);
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    ASSERT_TRUE(WriteFileAtomically(path_, changed).ok());
    const absl::StatusOr<TrainingProgress> read = Read();
    // Blanks at the header's end may be other blanks; all that is read is the same.
    if (read.ok()) {
      EXPECT_TRUE(read->state == progress_.state && read->train_loss == progress_.train_loss) << i;
    } else {
      EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss) << i << read.status();
    }
    ASSERT_TRUE(WriteFileAtomically(path_, whole.substr(0, i)).ok());
    EXPECT_EQ(Read().status().code(), absl::StatusCode::kDataLoss) << i;
  }
}

TEST_F(CheckpointTest, OfAnotherNetworkOrOptimizerIsNotBelieved) {
  ASSERT_TRUE(Write().ok());
  const NetworkInfo other = *Analyze(OneBlock({3}, {Linear(3, 1)}));
  EXPECT_EQ(ReadCheckpoint(folder_, kRunId, "key", other, momentum_).status().message(),
            path_ + ": is of no training of this network");
  EXPECT_EQ(ReadCheckpoint(folder_, kRunId, "key", info_, AdamOptions{}).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST_F(CheckpointTest, TheStoresCheckKnowsThem) {
  ASSERT_TRUE(Write().ok());
  ASSERT_TRUE(WriteFileAtomically(absl::StrCat(folder_, "/checkpoints/notes.txt"), "x").ok());
  std::vector<StoreProblem> problems = Check();
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].kind, "foreign");
  std::filesystem::remove(folder_ + "/checkpoints/notes.txt");
  std::filesystem::resize_file(path_, 100);
  problems = Check(/*repair=*/true);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].kind, "corrupt");
  EXPECT_EQ(problems[0].path, path_);
  EXPECT_TRUE(Check().empty());
  ASSERT_TRUE(Write().ok());
  ASSERT_TRUE(CreateFolders(FolderOf(RecordPath(folder_, kRunId))).ok());
  ASSERT_TRUE(WriteFileAtomically(RecordPath(folder_, kRunId), "{}").ok());
  problems = Check();
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].kind, "leftover");
  EXPECT_EQ(problems[0].path, path_);
}

}  // namespace
}  // namespace tenfold

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/files.h"
#include "experiments/records/store/check.h"
#include "experiments/records/store/checkpoint.h"
#include "experiments/sweeps/testing/small_sweep.h"

namespace tenfold {
namespace {

using ::testing::IsEmpty;

// A run that is broken off goes on from its last checkpoint, and its record is that of one that was
// not. `epochs` are counted by how often a training asks whether to go on.
class CheckpointTest : public SweepTest {
 protected:
  void SetUp() override {
    SweepTest::SetUp();
    options_.variants = {"depth-3"};
    options_.seeds = {0};
    options_.hyperparameters["epochs"] = 9;
    options_.hyperparameters["optimizer"] = "adam";
    EXPECT_TRUE(Execute().ok());
    undisturbed_ = ComparableLine(Record());
    std::filesystem::remove_all(folder_);
    options_.checkpoint_every = 2;
  }

  RunRecord Record() const { return Store::ForReading(folder_)->ReadAll()->records.at(0); }
  std::string Path() const {
    return CheckpointPath(folder_,
                          "disc/paper,points=20,epochs=9,optimizer=adam/depth-3/failing/seed-00");
  }

  // Breaks off after so many questions; returns how many there were.
  int Questions(int at_most = 1000) {
    int asked = 0;
    keep_going_ = [&] { return ++asked <= at_most; };
    const absl::Status status = Execute();
    EXPECT_EQ(status.ok(), asked <= at_most) << status;
    return asked;
  }

  std::string undisturbed_;
};

TEST_F(CheckpointTest, ARunGoesOnWhereItWasBrokenOff) {
  const int all = Questions();
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
  EXPECT_FALSE(std::filesystem::exists(Path()));
  std::filesystem::remove_all(folder_);
  Questions(all - 3);
  ASSERT_TRUE(std::filesystem::exists(Path()));
  EXPECT_THAT(*CheckResults(folder_, [](const RunRecord&) { return false; }, false), IsEmpty());
  EXPECT_LT(Questions(), 6);
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
  EXPECT_FALSE(std::filesystem::exists(Path()));
}

TEST_F(CheckpointTest, ARunGoesOnWithoutTheFlagToo) {
  const int all = Questions();
  std::filesystem::remove_all(folder_);
  Questions(all - 3);
  options_.checkpoint_every = 0;
  EXPECT_LT(Questions(), 6);
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
  EXPECT_FALSE(std::filesystem::exists(Path()));
}

// Of other sources, damaged, or of a run that is forced: the run begins anew.
TEST_F(CheckpointTest, WhatIsNotOfTheRunIsNotBelieved) {
  const int all = Questions();
  const auto break_off = [&] {
    std::filesystem::remove_all(folder_);
    Questions(all - 3);
    ASSERT_TRUE(std::filesystem::exists(Path()));
  };
  break_off();
  digests_["failing"] = "changed";
  EXPECT_EQ(Questions(), all);
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
  EXPECT_FALSE(std::filesystem::exists(Path()));
  break_off();
  std::filesystem::resize_file(Path(), 200);
  EXPECT_EQ(Questions(), all);
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
  EXPECT_FALSE(std::filesystem::exists(Path()));
  break_off();
  options_.force = true;
  EXPECT_EQ(Questions(), all);
  EXPECT_EQ(ComparableLine(Record()), undisturbed_);
}

TEST_F(CheckpointTest, WhereItCannotBeWrittenTheSweepEnds) {
  std::filesystem::create_directories(folder_);
  ASSERT_TRUE(WriteFileAtomically(folder_ + "/checkpoints", "in the way").ok());
  const absl::Status status = Execute();
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(absl::IsAborted(status)) << status;
  EXPECT_THAT(failures_, IsEmpty());
}

}  // namespace
}  // namespace tenfold

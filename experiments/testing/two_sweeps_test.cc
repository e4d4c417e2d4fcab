// Several sweeps in one folder at once: each ends well, and the folder holds what one undisturbed
// sweep gives, whoever made which run.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "experiments/records/record_files.h"
#include "experiments/records/store/store.h"
#include "experiments/testing/tiny_sweep.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

class TwoSweepsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_EQ(RunProgram(TinySweep(folder_ + "/undisturbed")), 0);
    undisturbed_ = ReadContents(folder_ + "/undisturbed");
  }

  // Starts `count` sweeps at once; their output goes to files of their own.
  void Sweep(const std::string& results, int count, const std::vector<std::string>& flags) {
    std::vector<pid_t> sweeps;
    for (int i = 0; i < count; ++i) {
      Program program = TinySweep(results, flags);
      program.output = absl::StrCat(results, ".", i, ".out");
      sweeps.push_back(Start(program));
    }
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ(Wait(sweeps[i]), 0) << Slurp(absl::StrCat(results, ".", i, ".out"));
    }
    EXPECT_EQ(Difference(ReadContents(results), undisturbed_), "");
  }

  const std::string folder_ = ::testing::TempDir() + "/two_sweeps";
  Contents undisturbed_;
};

TEST_F(TwoSweepsTest, OnANewFolder) {
  const int times = Count(5, 100);
  for (int i = 0; i < times; ++i) Sweep(absl::StrCat(folder_, "/new", i), 2 + i % 2, {"--jobs=2"});
  std::printf("%d times, nothing mixed\n", times);
}

// All of them have the same stale and corrupt records to replace, which are set aside, not lost.
TEST_F(TwoSweepsTest, OnOldRecords) {
  const int times = Count(4, 100);
  for (int i = 0; i < times; ++i) {
    const std::string results = absl::StrCat(folder_, "/old", i);
    absl::StatusOr<Store> store = Store::Open(results);
    ASSERT_TRUE(store.ok()) << store.status();
    const absl::StatusOr<std::vector<RunRecord>> records = ReadRecords(folder_ + "/undisturbed");
    ASSERT_TRUE(records.ok()) << records.status();
    for (RunRecord record : *records) {
      record.provenance[kKeyMember] = "another";
      ASSERT_TRUE(store->Write(record, false).ok());
    }
    fs::resize_file(RecordPath(results, records->front().run_id), 10);
    Sweep(results, 3, {});
    for (const RunRecord& record : *records) {
      const bool corrupt = record.run_id == records->front().run_id;
      EXPECT_TRUE(fs::exists(
          absl::StrCat(results, corrupt ? "/corrupt/" : "/superseded/", record.run_id, ".0.json")))
          << record.run_id;
    }
  }
  std::printf("%d times, nothing mixed\n", times);
}

TEST_F(TwoSweepsTest, Forced) {
  const std::string results = folder_ + "/forced";
  Sweep(results, 1, {});
  for (int i = 0; i < Count(3, 50); ++i) Sweep(results, 2, {"--force"});
}

}  // namespace
}  // namespace tenfold

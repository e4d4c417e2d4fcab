// A results folder of a test's own, and a run for it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {

inline constexpr char kRunId[] = "pairs/paper/cnn/eigen/seed-03";

inline RunRecord Record(const std::string& key, double wall_time_s = 1.0) {
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

inline std::string Bytes(const RunRecord& record) { return SealedText(record); }

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    absl::StatusOr<Store> store = Store::Open(folder_);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = std::make_unique<Store>(*std::move(store));
  }

  void Make(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(folder_ + "/" + name).parent_path());
    ASSERT_TRUE(WriteFileAtomically(folder_ + "/" + name, bytes).ok());
  }

  std::string Read(const std::string& name) const {
    const absl::StatusOr<std::string> bytes = ReadFile(folder_ + "/" + name, 1 << 20);
    return bytes.ok() ? *bytes : std::string(bytes.status().message());
  }

  // Every file below the results folder but its mark, sorted.
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
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

}  // namespace tenfold

#include "experiments/sweeps/execution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <new>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/records/artifacts.h"
#include "experiments/sweeps/testing/small_sweep.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The disc, but memory runs out where its files for figures are made of depth-4.
class LittleMemory final : public Experiment {
 public:
  absl::string_view name() const override { return disc_->name(); }
  const std::vector<std::string>& variants() const override { return disc_->variants(); }
  const std::vector<Preset>& presets() const override { return disc_->presets(); }
  const Hyperparameters& neutral() const override { return disc_->neutral(); }
  absl::Status LoadData(const std::string& data_dir) override { return disc_->LoadData(data_dir); }
  std::string dataset() const override { return disc_->dataset(); }
  std::string DatasetOverride() const override { return disc_->DatasetOverride(); }
  std::string DatasetDigest(const Hyperparameters& hyperparameters, int64_t seed) const override {
    return disc_->DatasetDigest(hyperparameters, seed);
  }
  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                        const Hyperparameters& hyperparameters) const override {
    return disc_->MakeTask(variant, hyperparameters);
  }
  absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                        TrainingTask& task) const override {
    return disc_->DrawData(hyperparameters, seed, task);
  }
  std::vector<Artifact> MakeArtifacts(const Hyperparameters& hyperparameters,
                                      const TrainingTask& task,
                                      const TrainingResult& result) const override {
    if (task.network.blocks[0].layers.size() > 8) throw std::bad_alloc();
    return disc_->MakeArtifacts(hyperparameters, task, result);
  }

 private:
  const std::unique_ptr<Experiment> disc_ = disc::MakeExperiment();
};

TEST_F(SweepTest, RunsThatFailAreNotedAndKeepNoOthersFromBeingMade) {
  options_.variants = {"depth-4", "depth-3"};
  const absl::Status status = Execute();
  EXPECT_TRUE(absl::IsAborted(status)) << status;
  EXPECT_EQ(status.message(), "2 of 4 runs failed; the same command tries them again");
  EXPECT_THAT(finished_, ElementsAre("depth-3", "depth-3"));
  EXPECT_THAT(failures_, ElementsAre(HasSubstr("/depth-4/failing/seed-00: too deep"),
                                     HasSubstr("/depth-4/failing/seed-01: too deep")));
  engine_.mended = true;
  EXPECT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kFailed, RecordState::kFailed,
                                   RecordState::kPresent, RecordState::kPresent));
  EXPECT_EQ(finished_.size(), 4u);
}

TEST_F(SweepTest, AnExceptionFailsItsRunAlone) {
  options_.variants = {"depth-4", "depth-3"};
  options_.seeds = {0};
  engine_.throws = true;
  EXPECT_EQ(Execute().message(), "1 of 2 runs failed; the same command tries them again");
  EXPECT_THAT(failures_, ElementsAre(HasSubstr("seed-00: a library failed: expected more")));
  EXPECT_THAT(finished_, ElementsAre("depth-3"));
  engine_.out_of_memory = true;
  EXPECT_TRUE(absl::IsAborted(Execute()));
  EXPECT_THAT(failures_, ElementsAre(HasSubstr("seed-00: out of memory")));
  EXPECT_THAT(states_, ElementsAre(RecordState::kFailed, RecordState::kPresent));
}

TEST_F(SweepTest, FilesForFiguresThatCannotBeMadeFailTheirRunAlone) {
  experiment_ = std::make_unique<LittleMemory>();
  options_.seeds = {0};
  engine_.mended = true;
  EXPECT_EQ(Execute().message(), "1 of 2 runs failed; the same command tries them again");
  EXPECT_THAT(failures_, ElementsAre(HasSubstr("/depth-4/failing/seed-00: out of memory")));
  EXPECT_THAT(finished_, ElementsAre("depth-3"));
}

// Deleted files for figures come back, also of a run that a smaller sweep has made, and the record
// stays as it is.
TEST_F(SweepTest, FilesThatARecordListsAreMadeAgain) {
  options_.variants = {"depth-3"};
  ASSERT_TRUE(Execute().ok());
  const auto files = [&] {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
      if (!entry.is_directory()) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  };
  const std::vector<std::string> before = files();
  const auto points = std::find_if(before.begin(), before.end(), [](const std::string& path) {
    return absl::EndsWith(path, "/points.csv");
  });
  ASSERT_NE(points, before.end());
  std::filesystem::remove(*points);
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kIncomplete, RecordState::kPresent));
  EXPECT_EQ(files(), before);
}

// Also those of a version whose records did not list them, and of a sweep that does not ask for
// them again.
TEST_F(SweepTest, WeightsAreListedAndCompared) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  ASSERT_TRUE(Execute().ok());
  options_.save_weights = true;
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kIncomplete));
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kPresent));
  options_.save_weights = false;
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kPresent));
  const std::vector<RunRecord> records = Store::ForReading(folder_)->ReadAll()->records;
  ASSERT_EQ(records.size(), 1u);
  const std::map<std::string, std::string> listed = ArtifactDigests(records[0]);
  EXPECT_EQ(listed.size(), 2u + 2 * (8 + 1));
  for (const auto& [name, digest] : listed) {
    EXPECT_EQ(Sha256Hex(*ReadFile(
                  absl::StrCat(ArtifactFolder(folder_, records[0].run_id), "/", name), 1 << 20)),
              digest);
  }
  const std::string weights =
      ArtifactFolder(folder_, records[0].run_id) + "/final_weights/net.0.weight.npy";
  const std::string bytes = *ReadFile(weights, 1 << 20);
  ASSERT_TRUE(WriteFileAtomically(weights, "garbage").ok());
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kIncomplete));
  EXPECT_EQ(*ReadFile(weights, 1 << 20), bytes) << "without being asked for again";
}

// The files beside the record that is there are not those of another result.
TEST_F(SweepTest, AConflictWritesOverNoFile) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  ASSERT_TRUE(Execute().ok());
  absl::StatusOr<Store> store = Store::Open(folder_);
  RunRecord other = store->ReadAll()->records[0];
  other.weights_digest = "other";
  std::filesystem::remove(RecordPath(folder_, other.run_id));
  const std::string points = ArtifactFolder(folder_, other.run_id) + "/points.csv";
  ASSERT_TRUE(WriteFileAtomically(points, "of the other").ok());
  other.provenance["artifacts"] = {{"points.csv", Sha256Hex("of the other")},
                                   {"missing.csv", Sha256Hex("")}};
  ASSERT_TRUE(store->Write(other, false).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(Execute()));
  EXPECT_THAT(states_, ElementsAre(RecordState::kIncomplete));
  EXPECT_EQ(*ReadFile(points, 100), "of the other");
  EXPECT_EQ(Store::Open(folder_)->conflicts(), 1u);
}

}  // namespace
}  // namespace tenfold

#include "experiments/sweeps/execution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <new>
#include <numeric>
#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "engine/backends/backends.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The reference backend, but for networks of more than three hidden layers until it is mended.
class Failing final : public Backend {
 public:
  absl::string_view name() const override { return "failing"; }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    if (!mended && network.blocks[0].layers.size() > 8) {
      if (out_of_memory) throw std::bad_alloc();
      if (throws) throw std::runtime_error("expected more\nthan that");
      return absl::UnimplementedError("too deep");
    }
    return reference_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return reference_.Plan(network, options, std::move(store));
  }

  bool mended = false, throws = false, out_of_memory = false;

 private:
  const Backend& reference_ = **FindBackend("reference");
};

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

class SweepTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    options_.preset = experiment_->presets().front();
    options_.hyperparameters = options_.preset.hyperparameters;
    options_.hyperparameters["points"] = 20;
    options_.hyperparameters["epochs"] = 1;
    options_.variants = {"depth-3", "depth-4"};
    options_.engines = {&engine_};
    options_.seeds = {0, 1};
  }

  absl::Status Execute() {
    finished_.clear();
    failures_.clear();
    absl::StatusOr<Sweep> sweep =
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_);
    if (!sweep.ok()) return sweep.status();
    absl::StatusOr<Store> store = Store::Open(folder_);
    if (!store.ok()) return store.status();
    std::vector<uint32_t> all(sweep->size());
    std::iota(all.begin(), all.end(), 0);
    states_.clear();
    for (uint32_t i : all) {
      states_.push_back(FindRun(*sweep, (*sweep)[i], *store)->found.state);
    }
    return ExecuteRuns(
        *sweep, all, &*store, [] { return true; },
        [&](const RunRecord& record) { finished_.push_back(record.variant); },
        [&](const std::string& message) { failures_.push_back(message); });
  }

  const std::string folder_ = ::testing::TempDir() + "/sweep";
  std::unique_ptr<Experiment> experiment_ = disc::MakeExperiment();
  Failing engine_;
  SweepOptions options_;
  EngineDigests digests_ = {{"failing", "d"}};
  std::vector<RecordState> states_;  // before the latest sweep
  std::vector<std::string> finished_, failures_;
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
  EXPECT_EQ(listed.size(), 2u + 2 * 8);
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

// What a user sets and nothing reads would become part of run ids with the same bits.
TEST_F(SweepTest, WhatIsSetAndChangesNothingIsRefused) {
  const auto refused = [&](const std::string& name, const Hyperparameters& value) {
    SweepOptions options = options_;
    options.hyperparameters[name] = value;
    options.set_by_user = {name};
    return std::string(
        Sweep::Create(*experiment_, options, ProcessProvenance(""), digests_).status().message());
  };
  EXPECT_EQ(refused("weight_decay", 0.1),
            "--set: weight_decay=0.1 changes nothing in this sweep; it needs optimizer=adamw");
  EXPECT_THAT(refused("beta1", 0.8), HasSubstr("beta1=0.8 changes nothing"));
  EXPECT_THAT(refused("nesterov", true), HasSubstr("it needs a momentum above 0"));
  EXPECT_THAT(refused("stages", 5), HasSubstr("it needs schedule=step"));
  EXPECT_EQ(refused("momentum", 0.9), "");
  options_.hyperparameters["schedule"] = "step";
  EXPECT_EQ(refused("stages", 5), "");
  options_.hyperparameters["optimizer"] = "adam";
  EXPECT_THAT(refused("momentum", 0.9), HasSubstr("it needs optimizer=sgd"));
  // A preset may have what has no effect.
  options_.hyperparameters["weight_decay"] = 0.1;
  EXPECT_EQ(refused("beta2", 0.9), "");
}

TEST_F(SweepTest, ARunIsOfItsOwnEnginesSources) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  options_.engines = {&engine_, *FindBackend("simd")};
  EXPECT_EQ(Execute().message(), "engine simd has no digest of sources");
  digests_["simd"] = "s";
  ASSERT_TRUE(Execute().ok());
  digests_["failing"] = "changed";
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kStale, RecordState::kPresent));
  const absl::StatusOr<Sweep> sweep =
      Sweep::Create(*experiment_, options_, ProcessProvenance("of no engine"), digests_);
  EXPECT_EQ((*sweep)[0].record.provenance["source_digest"], "changed");
  const RunRecord record = (*sweep)[1].record;
  EXPECT_EQ(record.provenance.at("source_digest"), "s");
  EXPECT_EQ(record.provenance.at("key"), RunKey(record, record.provenance, experiment_->neutral()));
}

}  // namespace
}  // namespace tenfold

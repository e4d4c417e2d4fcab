#include "experiments/sweeps/execution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <new>
#include <numeric>
#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "engine/backends/backends.h"
#include "engine/framework/safetensors.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/store/check.h"
#include "experiments/records/store/checkpoint.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/cohorts.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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
        *sweep, all, &*store, keep_going_,
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
  std::function<bool()> keep_going_ = [] { return true; };
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

// Weights out of a file: named by their content in the run id, in the record and in the key.
TEST_F(SweepTest, RunsCanBeginWithWeightsOfAFile) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  options_.save_weights = true;
  ASSERT_TRUE(Execute().ok());
  const RunRecord first = Store::ForReading(folder_)->ReadAll()->records.at(0);
  const std::string path = ArtifactFolder(folder_, first.run_id) + "/final_weights.safetensors";
  const Safetensors file = *ParseSafetensors(*ReadFile(path, 1 << 20), path);
  EXPECT_EQ(file.tensors[0].name, "0.bias");
  EXPECT_EQ(file.metadata.at("run_id"), first.run_id);

  options_.initial_weights = {path, file};
  options_.hyperparameters["epochs"] = 2;
  ASSERT_TRUE(Execute().ok());
  const RunRecord second = Store::ForReading(folder_)->ReadAll()->records.at(1);
  EXPECT_EQ(second.initial_weights_digest, first.weights_digest);
  EXPECT_EQ(second.run_id, "disc/paper,points=20,epochs=2,initial_weights=sha256-" +
                               first.weights_digest.substr(0, 16) + "/depth-3/failing/seed-00");
  EXPECT_EQ(*ReadFile(ArtifactFolder(folder_, second.run_id) + "/initial_weights/net.0.weight.npy",
                      1 << 20),
            *ReadFile(ArtifactFolder(folder_, first.run_id) + "/final_weights/net.0.weight.npy",
                      1 << 20));
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kPresent));

  // Other weights are another run, with another key.
  const auto planned = [&] {
    return (*Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_))[0].record;
  };
  const RunRecord before = planned();
  options_.initial_weights->content.tensors[0].values[0] += 1.0f;
  EXPECT_NE(planned().run_id, before.run_id);
  EXPECT_NE(KeyOf(planned()), KeyOf(before));
  options_.set_by_user = {"weights_seed"};
  options_.hyperparameters["weights_seed"] = "3";
  const auto error = [&] {
    return std::string(
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_).status().message());
  };
  EXPECT_THAT(error(), HasSubstr("weights_seed=3 changes nothing in this sweep; it needs weights "
                                 "that seeds draw"));
  options_.variants = {"depth-4"};
  EXPECT_EQ(error(), "--initial_weights: variant depth-4: " + path +
                         ": tensor \"6.weight\" has the shape [1, 25], wants [25, 25]");
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

// `simd`, which counts its cohorts, or hides that it has any.
class Counting final : public Backend {
 public:
  explicit Counting(bool together) : together_(together) {}
  absl::string_view name() const override { return simd_.name(); }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    return simd_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return simd_.Plan(network, options, std::move(store));
  }
  CohortSizes SizesOfCohort(const Network& network, const PlanOptions& options) const override {
    return together_ ? simd_.SizesOfCohort(network, options) : CohortSizes();
  }
  absl::StatusOr<std::unique_ptr<CohortExecutor>> PlanCohort(
      const Network& network, const PlanOptions& options,
      absl::Span<const CohortRun> runs) const override {
    if (throws && runs.size() > 1) throw std::bad_alloc();
    sizes.push_back(runs.size());
    return simd_.PlanCohort(network, options, runs);
  }

  bool throws = false;
  mutable std::vector<size_t> sizes;  // with one job

 private:
  const Backend& simd_ = **FindBackend("simd");
  const bool together_;
};

class CohortsTest : public SweepTest {
 protected:
  void SetUp() override {
    SweepTest::SetUp();
    options_.hyperparameters["epochs"] = 3;
    options_.seeds.resize(kSeeds);
    std::iota(options_.seeds.begin(), options_.seeds.end(), 0);
    digests_ = {{"simd", "s"}};
    options_.engines = {&together_};
    sizes_ = SizesOfCohort(*experiment_->MakeTask("depth-3", options_.hyperparameters),
                           **FindBackend("simd"));
  }

  // Of the records, without what is of their occasion.
  std::vector<std::string> Records() const {
    std::vector<std::string> records;
    const auto all = Store::ForReading(folder_)->ReadAll();
    for (const RunRecord& record : all->records) {
      records.push_back(ComparableLine(record));
    }
    std::sort(records.begin(), records.end());
    return records;
  }

  static constexpr int kSeeds = 37;
  CohortSizes sizes_;
  Counting together_{true}, alone_{false};
};

TEST_F(CohortsTest, GiveTheRecordsThatRunsAloneGive) {
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(finished_.size(), 2u * kSeeds);
  const size_t most = static_cast<size_t>(sizes_.most);
  ASSERT_GT(most, 1u);
  EXPECT_EQ(*std::max_element(together_.sizes.begin(), together_.sizes.end()), most);
  EXPECT_LT(together_.sizes.size(), 2u * kSeeds / 2);
  const std::vector<std::string> together = Records();
  std::filesystem::remove_all(folder_);
  options_.engines = {&alone_};
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(alone_.sizes, std::vector<size_t>(2 * kSeeds, 1));
  EXPECT_EQ(Records(), together);
}

// Every job has work before a cohort grows.
TEST_F(CohortsTest, LeaveNoJobWithoutWork) {
  options_.variants = {"depth-3"};
  const auto sizes = [&](int jobs, uint32_t runs) {
    options_.jobs = jobs;
    const absl::StatusOr<Sweep> sweep =
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_);
    std::vector<uint32_t> to_run(runs);
    std::iota(to_run.begin(), to_run.end(), 0);
    std::vector<int> result;
    for (const std::vector<uint32_t>& cohort : FormCohorts(*sweep, to_run)) {
      result.push_back(static_cast<int>(cohort.size()));
    }
    return result;
  };
  const int most = sizes_.most, least = sizes_.least;
  EXPECT_EQ(sizes(1, 2 * most), (std::vector<int>{most, most}));
  EXPECT_EQ(sizes(2, 2 * most), (std::vector<int>{most, most}));
  EXPECT_EQ(sizes(2, 2 * least), (std::vector<int>{least, least}));
  EXPECT_EQ(sizes(2, 2 * least - 2), std::vector<int>(2 * least - 2, 1));
  EXPECT_EQ(sizes(1, least - 1), std::vector<int>(least - 1, 1));
}

TEST_F(CohortsTest, ThatWereInterruptedAreMadeByTheSameCommand) {
  options_.variants = {"depth-3"};
  int epochs = 0;
  keep_going_ = [&] { return ++epochs < 12; };
  EXPECT_TRUE(absl::IsCancelled(Execute()));
  EXPECT_FALSE(finished_.empty());
  EXPECT_LT(finished_.size(), static_cast<size_t>(kSeeds));
  const size_t before = finished_.size();
  keep_going_ = [] { return true; };
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(std::count(states_.begin(), states_.end(), RecordState::kPresent),
            static_cast<std::ptrdiff_t>(before));
  EXPECT_EQ(Records().size(), static_cast<size_t>(kSeeds));
}

// What is thrown for all may be of one: they are tried alone.
TEST_F(CohortsTest, ThatThrowAreTrainedOneByOne) {
  options_.variants = {"depth-3"};
  together_.throws = true;
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(together_.sizes, std::vector<size_t>(kSeeds, 1));
}

}  // namespace
}  // namespace tenfold

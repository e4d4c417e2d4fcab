// Receipts as artifacts of a sweep's runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "base/files.h"
#include "engine/backends/backends.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/receipts/kept_state.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/store/check.h"
#include "experiments/records/store/merge.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReceiptsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    options_.preset = experiment_->presets().front();
    options_.hyperparameters = options_.preset.hyperparameters;
    options_.hyperparameters["points"] = 100;
    options_.hyperparameters["epochs"] = 4;
    options_.variants = {"depth-3", "depth-4"};
    options_.engines = {*FindBackend("simd")};
    // More than are trained side by side.
    options_.seeds.resize(20);
    std::iota(options_.seeds.begin(), options_.seeds.end(), 0);
  }

  // The receipts by run id; how many runs were trained.
  std::map<std::string, std::string> Execute(int* trained = nullptr) {
    const absl::StatusOr<Sweep> sweep =
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), {{"simd", "d"}});
    EXPECT_TRUE(sweep.ok()) << sweep.status();
    Store store = *Store::Open(folder_);
    std::vector<uint32_t> to_run;
    for (uint32_t i = 0; i < sweep->size(); ++i) {
      if (FindRun(*sweep, (*sweep)[i], store)->to_run) to_run.push_back(i);
    }
    if (trained != nullptr) *trained = static_cast<int>(to_run.size());
    EXPECT_TRUE(ExecuteRuns(
                    *sweep, to_run, &store, [] { return true; }, [](const RunRecord&) {},
                    [](const std::string& message) { ADD_FAILURE() << message; })
                    .ok());
    records_ = store.ReadAll()->records;
    std::map<std::string, std::string> receipts;
    for (const RunRecord& record : records_) {
      EXPECT_TRUE(CheckArtifacts(folder_, record).ok());
      if (ArtifactDigests(record).count(kReceiptFile) == 0) continue;
      receipts[record.run_id] = *ReadArtifact(folder_, record.run_id, kReceiptFile);
      EXPECT_TRUE(ParseReceipt(receipts[record.run_id], record.run_id).ok());
    }
    return receipts;
  }

  const std::string folder_ = ::testing::TempDir() + "/receipts";
  const std::unique_ptr<Experiment> experiment_ = disc::MakeExperiment();
  SweepOptions options_;
  std::vector<RunRecord> records_;
};

TEST_F(ReceiptsTest, AreTheSameWhateverTheJobsAndChangeNoRecord) {
  EXPECT_THAT(Execute(), IsEmpty());
  const std::vector<RunRecord> without = records_;
  options_.receipts = ReceiptEvery::kEpoch;
  int trained = 0;
  const std::map<std::string, std::string> receipts = Execute(&trained);
  EXPECT_EQ(trained, 40);
  EXPECT_EQ(receipts.size(), 40u);
  ASSERT_EQ(records_.size(), 40u);
  for (size_t i = 0; i < records_.size(); ++i) {
    EXPECT_EQ(ComparableLine(records_[i]), ComparableLine(without[i]));
    EXPECT_EQ(KeyOf(records_[i]), KeyOf(without[i]));
  }
  std::filesystem::remove_all(folder_);
  options_.jobs = 4;
  EXPECT_EQ(Execute(), receipts);
}

TEST_F(ReceiptsTest, AreMadeAgainAsTheyWere) {
  options_.receipts = ReceiptEvery::kStep;
  const std::map<std::string, std::string> by_step = Execute();
  int trained = 0;
  // One by step has more than one by epoch.
  options_.receipts = ReceiptEvery::kEpoch;
  EXPECT_EQ(Execute(&trained), by_step);
  EXPECT_EQ(trained, 0);
  // A file that is lost is made again, also by a sweep that does not ask for it and trains side by
  // side what has none.
  options_.receipts.reset();
  const std::string lost = ArtifactFolder(folder_, by_step.begin()->first) + "/points.csv";
  ASSERT_TRUE(std::filesystem::remove(lost));
  for (int64_t seed = 20; seed < 40; ++seed) options_.seeds.push_back(seed);
  EXPECT_EQ(Execute(&trained), by_step);
  EXPECT_EQ(trained, 41);
}

TEST_F(ReceiptsTest, HaveStatesThatAreKept) {
  options_.seeds.resize(2);
  options_.receipts = ReceiptEvery::kEpoch;
  options_.hyperparameters["epochs"] = 9;
  options_.hyperparameters["momentum"] = 0.5;
  const std::map<std::string, std::string> receipts = Execute();
  const std::vector<RunRecord> without = records_;
  options_.keep_states = 4;
  int trained = 0;
  EXPECT_EQ(Execute(&trained), receipts);
  EXPECT_EQ(trained, 4);
  const auto kept = [&](size_t i) {
    const TrainingTask task = *experiment_->MakeTask(records_[i].variant, options_.hyperparameters);
    TrainingTask drawn = task;
    EXPECT_TRUE(experiment_->DrawData(options_.hyperparameters, records_[i].seed, drawn).ok());
    const Receipt receipt = *ParseReceipt(receipts.at(records_[i].run_id), "it");
    std::vector<int> epochs;
    for (const auto& [name, digest] : ArtifactDigests(records_[i])) {
      const std::optional<int> epoch = EpochOfKeptState(name);
      if (!epoch.has_value()) continue;
      epochs.push_back(*epoch);
      const absl::Status parsed = ParseKeptState(*ReadArtifact(folder_, records_[i].run_id, name),
                                                 name, drawn, receipt, *epoch)
                                      .status();
      EXPECT_TRUE(parsed.ok()) << parsed;
    }
    return epochs;
  };
  ASSERT_EQ(records_.size(), without.size());
  for (size_t i = 0; i < records_.size(); ++i) {
    EXPECT_THAT(kept(i), ElementsAre(4, 8));
    EXPECT_EQ(ComparableLine(records_[i]), ComparableLine(without[i]));
    EXPECT_EQ(KeyOf(records_[i]), KeyOf(without[i]));
  }
  // Fewer are there already; those that are lost are made again, also by who asks for none and
  // trains side by side; of others both are kept.
  options_.keep_states = 8;
  Execute(&trained);
  EXPECT_EQ(trained, 0);
  options_.keep_states = 0;
  options_.receipts.reset();
  for (const RunRecord& record : records_) {
    ASSERT_TRUE(
        std::filesystem::remove(ArtifactFolder(folder_, record.run_id) + "/" + KeptStateName(8)));
  }
  EXPECT_EQ(Execute(&trained), receipts);
  EXPECT_EQ(trained, 4);
  EXPECT_THAT(kept(0), ElementsAre(4, 8));
  options_.receipts = ReceiptEvery::kEpoch;
  options_.keep_states = 6;
  EXPECT_EQ(Execute(&trained), receipts);
  EXPECT_EQ(trained, 4);
  EXPECT_THAT(kept(0), ElementsAre(2, 4, 6, 8));
  EXPECT_THAT(*CheckResults(folder_, [](const RunRecord&) { return false; }, false), IsEmpty());
}

TEST_F(ReceiptsTest, StatesAreKeptOfRunsThatHaveThem) {
  const auto error_of = [&](const SweepOptions& options) {
    return std::string(Sweep::Create(*experiment_, options, ProcessProvenance(""), {{"simd", "d"}})
                           .status()
                           .message());
  };
  options_.keep_states = 2;
  EXPECT_THAT(error_of(options_), HasSubstr("--keep_states: wants --receipts too"));
  options_.receipts = ReceiptEvery::kStep;
  EXPECT_EQ(error_of(options_), "");
  options_.keep_states = 4;
  EXPECT_EQ(error_of(options_), "--keep_states is 4, wants 1 to 3 of 4 epochs, or 0 for none");
  options_.keep_states = -1;
  EXPECT_THAT(error_of(options_), HasSubstr("--keep_states is -1, wants 1 to 3"));
  options_.keep_states = 1;
  options_.checkpoint_every = 1;
  EXPECT_THAT(error_of(options_), HasSubstr("wants no --checkpoint_every"));
  options_.checkpoint_every = 0;
  options_.hyperparameters["epochs"] = 2002;
  EXPECT_THAT(error_of(options_), HasSubstr("wants 2 to 2001"));
  options_.hyperparameters["epochs"] = 1001;
  EXPECT_EQ(error_of(options_), "");
  options_.hyperparameters["early_stopping_patience"] = 2;
  EXPECT_THAT(error_of(options_), HasSubstr("runs that stop early keep no states"));
}

TEST_F(ReceiptsTest, AreCheckedAndMerged) {
  options_.seeds = {0, 1};
  options_.receipts = ReceiptEvery::kEpoch;
  options_.keep_states = 3;
  const std::map<std::string, std::string> receipts = Execute();
  const auto none_is_stale = [](const RunRecord&) { return false; };
  EXPECT_THAT(*CheckResults(folder_, none_is_stale, false), IsEmpty());
  const std::string merged = folder_ + "_merged";
  std::filesystem::remove_all(merged);
  ASSERT_TRUE(MergeResults({folder_}, merged).ok());
  for (const auto& [run_id, text] : receipts) {
    EXPECT_EQ(*ReadArtifact(merged, run_id, kReceiptFile), text);
    EXPECT_EQ(*ReadArtifact(merged, run_id, KeptStateName(3)),
              *ReadArtifact(folder_, run_id, KeptStateName(3)));
  }
  std::string forged = receipts.begin()->second;
  forged[forged.size() / 2] = forged[forged.size() / 2] == '0' ? '1' : '0';
  ASSERT_TRUE(WriteFileAtomically(
                  ArtifactFolder(folder_, receipts.begin()->first) + "/" + kReceiptFile, forged)
                  .ok());
  EXPECT_EQ(CheckResults(folder_, none_is_stale, false)->size(), 1u);
}

}  // namespace
}  // namespace tenfold

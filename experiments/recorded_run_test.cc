#include "experiments/recorded_run.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "engine/backends/simd/simd.h"
#include "engine/framework/state_tensors.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/sweeps/execution.h"
#include "experiments/verify_sample.h"

namespace tenfold {
namespace {

RunSources OnlyDisc() {
  RunSources sources;
  sources.experiments.push_back(disc::MakeExperiment());
  return sources;
}

// Of disc/paper with few points, seeds 0 to 9.
std::vector<RunRecord> SomeRecords(const RunSources& sources) {
  const Experiment& experiment = *sources.experiments[0];
  SweepOptions options;
  options.preset = experiment.presets().front();
  options.hyperparameters = options.preset.hyperparameters;
  options.hyperparameters["points"] = 100;
  options.hyperparameters["epochs"] = 3;
  options.variants = {"depth-3"};
  options.engines = {&simd::GetBackend()};
  options.seeds = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  options.initial_weights = sources.initial_weights;
  const Sweep sweep =
      *Sweep::Create(experiment, options, ProcessProvenance(""), {{"simd", "digest"}});
  std::vector<RunRecord> records;
  EXPECT_TRUE(ExecuteRuns(
                  sweep, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, nullptr, [] { return true; },
                  [&](const RunRecord& record) { records.push_back(record); },
                  [](const std::string& message) { ADD_FAILURE() << message; })
                  .ok());
  return records;
}

TEST(RunAgain, GivesWhatIsRecordedOrSaysWhatDiffers) {
  const RunSources sources = OnlyDisc();
  const std::vector<RunRecord> records = SomeRecords(sources);
  const RunRecord& record = records.at(0);
  const auto again = [&](const RunRecord& changed) {
    return RunAgain(changed, sources, simd::GetBackend());
  };
  EXPECT_EQ(*again(record), "");
  // Published records may be without losses, and of a time with fewer hyperparameters.
  RunRecord without = record;
  without.train_loss.clear();
  without.first_losses.clear();
  without.hyperparameters.erase("max_grad_norm");
  EXPECT_EQ(*again(without), "");
  RunRecord other = record;
  other.weights_digest[0] = other.weights_digest[0] == '0' ? '1' : '0';
  EXPECT_EQ(again(other)->substr(0, 15), "weights_digest:");
  other = record;
  other.train_loss[1] += 1e-12;
  EXPECT_EQ(again(other)->substr(0, 14), "train_loss[1]:");
  other = record;
  other.hyperparameters["learning_rate"] = 0.031;
  EXPECT_NE(*again(other), "");
}

TEST(RunAgain, SaysWhatARecordIsNotEnoughFor) {
  const RunSources sources = OnlyDisc();
  const RunRecord record = SomeRecords(sources).at(0);
  const auto error_of = [&](const RunRecord& changed) {
    const absl::StatusOr<std::string> result = RunAgain(changed, sources, simd::GetBackend());
    EXPECT_TRUE(absl::IsFailedPrecondition(result.status())) << result.status();
    return std::string(result.status().message());
  };
  RunRecord other = record;
  other.experiment = "dusc";
  EXPECT_EQ(error_of(other), "there is no experiment \"dusc\"");
  other = record;
  other.variant = "depth-99";
  EXPECT_EQ(error_of(other), "experiment \"disc\" has no variant \"depth-99\"");
  other = record;
  other.initial_weights_digest = std::string(64, 'a');
  EXPECT_EQ(error_of(other),
            "the run began with the weights of a file: --initial_weights names it");
  other = record;
  other.dataset_digest = std::string(64, 'a');
  EXPECT_EQ(error_of(other).substr(0, 46), "the run's data have the digest aaaaaaaaaaaa, a");
}

// Of a variant with this number of hidden layers, all weights w.
InitialWeightsFile WeightsFile(const RunSources& sources, float w) {
  const Experiment& experiment = *sources.experiments[0];
  const TrainingTask task =
      *experiment.MakeTask("depth-3", experiment.presets().front().hyperparameters);
  const NetworkInfo info = *Analyze(task.network);
  std::vector<std::vector<float>> weights;
  for (const ParameterInfo& parameter : info.parameters) {
    weights.emplace_back(NumElements(parameter.shape), w);
  }
  return {"weights", {WeightTensors(info, weights), {}}};
}

TEST(RunAgain, BeginsWithTheWeightsOfAFileWhoseDigestIsRight) {
  RunSources sources = OnlyDisc();
  sources.initial_weights = WeightsFile(sources, 0.125f);
  const RunRecord record = SomeRecords(sources).at(2);
  EXPECT_EQ(*RunAgain(record, sources, simd::GetBackend()), "");
  sources.initial_weights = WeightsFile(sources, 0.25f);
  const absl::Status other = RunAgain(record, sources, simd::GetBackend()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(other)) << other;
  EXPECT_EQ(other.message().substr(0, 39), "the run began with weights of the diges");
}

TEST(DrawRecords, DrawsNoneTwiceAndTheSameBySeed) {
  std::vector<RunRecord> records(100);
  for (int i = 0; i < 100; ++i) records[i].seed = i;
  const auto seeds = [&](int count, uint64_t seed) {
    std::set<int64_t> drawn;
    for (const RunRecord& record : DrawRecords(records, count, seed)) {
      EXPECT_TRUE(drawn.insert(record.seed).second);
    }
    return drawn;
  };
  EXPECT_EQ(seeds(30, 1).size(), 30u);
  EXPECT_EQ(seeds(30, 1), seeds(30, 1));
  EXPECT_NE(seeds(30, 1), seeds(30, 2));
  EXPECT_EQ(seeds(1000, 1).size(), 100u);
}

TEST(RunSampleAgain, CountsWhatIsNotAsRecorded) {
  const RunSources sources = OnlyDisc();
  std::vector<RunRecord> records = SomeRecords(sources);
  *records[3].test_accuracy += 0.01;
  std::set<int64_t> different;
  EXPECT_EQ(RunSampleAgain(records, sources, simd::GetBackend(), 2,
                           [&](const SampledRun& run) {
                             if (!run.difference.empty()) different.insert(run.record.seed);
                           }),
            1);
  EXPECT_EQ(different, std::set<int64_t>{records[3].seed});
}

// 1 - 0.05^(1/512) is 0.00583.
TEST(SampleVerdict, IsTheExactBound) {
  EXPECT_EQ(SampleVerdict(0, 512, 14932),
            "512 of 512 runs that were drawn are as recorded: of all 14932 at most 0.58 % can be "
            "wrong, with 95 % confidence");
  EXPECT_EQ(SampleVerdict(1, 10, 100),
            "9 of 10 runs that were drawn are as recorded: of all 100 at most 39 % can be wrong, "
            "with 95 % confidence");
}

}  // namespace
}  // namespace tenfold

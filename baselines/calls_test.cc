// That the baseline's records come from LibTorch: LibTorch itself reports each of its operations,
// forward and backward, to a callback that counts.
#include <ATen/Context.h>
#include <ATen/record_function.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>

#include "absl/strings/match.h"
#include "baselines/program.h"
#include "experiments/datasets/digits.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/pairs/pairs_experiment.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {
namespace {

std::mutex mutex;
std::map<std::string, int> counts;

std::unique_ptr<at::ObserverContext> Count(const at::RecordFunction& function) {
  const std::lock_guard<std::mutex> lock(mutex);
  ++counts[function.name()];
  return nullptr;
}

// Makes one run as the program does, of one epoch; fills `counts`.
RunRecord MakeRow(std::unique_ptr<Experiment> experiment, const std::string& variant) {
  SweepProgram program =
      libtorch::MakeProgram(std::move(experiment), {{"libtorch", "digest of a test"}});
  EXPECT_EQ(program.experiment->LoadData(""), absl::OkStatus());
  SweepOptions options;
  options.preset = program.experiment->presets().front();
  options.hyperparameters = options.preset.hyperparameters;
  options.hyperparameters["epochs"] = 1;
  options.variants = {variant};
  options.engines = program.engines;
  options.seeds = {0};
  const Sweep sweep =
      *Sweep::Create(*program.experiment, options, ProcessProvenance(""), program.digests);
  EXPECT_EQ(sweep.size(), 1u);
  Store store = *Store::Open(::testing::TempDir() + "/" + variant);
  counts.clear();
  const at::CallbackHandle handle = at::addGlobalCallback(at::RecordFunctionCallback(Count));
  RunRecord record;
  EXPECT_EQ(ExecuteRuns(
                sweep, {0}, &store, [] { return true; },
                [&](const RunRecord& made) { record = made; }, [](const std::string&) {}),
            absl::OkStatus());
  at::removeCallback(handle);
  EXPECT_EQ(record.engine, "libtorch");
  EXPECT_EQ(record.run_id.substr(record.run_id.rfind("libtorch")), "libtorch/seed-00");
  return record;
}

// Four linear layers in 20 steps, and in 20 batches of each set and 53 of the grid to evaluate.
TEST(Calls, ARowOfTheDisc) {
  MakeRow(disc::MakeExperiment(), "depth-3");
  EXPECT_EQ(counts["aten::addmm"], 4 * (20 + 40 + 53));
  EXPECT_EQ(counts["aten::relu"], 3 * (20 + 40 + 53));
  EXPECT_EQ(counts["aten::tanh"], 20 + 40 + 53);
  EXPECT_EQ(counts["aten::mse_loss"], 20);
  EXPECT_EQ(counts["AddmmBackward0"], 4 * 20);
  EXPECT_EQ(counts["ReluBackward0"], 3 * 20);
  EXPECT_EQ(counts["TanhBackward0"], 20);
  EXPECT_EQ(counts["MseLossBackward0"], 20);
}

// Two trunks of two convolutions, two pools and two linear layers each and a head of one linear
// layer, in 10 steps, and in 10 batches of each set to evaluate.
TEST(Calls, ARowOfThePairs) {
  MakeRow(pairs::MakeExperiment(DefaultMnistDir("")), "cnn-aux");
  EXPECT_EQ(counts["aten::convolution"], 4 * (10 + 20));
  EXPECT_EQ(counts["aten::max_pool2d"], 4 * (10 + 20));
  EXPECT_EQ(counts["aten::addmm"], 5 * (10 + 20));
  EXPECT_EQ(counts["aten::cross_entropy_loss"], 2 * 10);
  EXPECT_EQ(counts["ConvolutionBackward0"], 4 * 10);
  EXPECT_EQ(counts["MaxPool2DWithIndicesBackward0"], 4 * 10);
  EXPECT_EQ(counts["AddmmBackward0"], 5 * 10);
  EXPECT_EQ(counts["NllLossBackward0"], 2 * 10);
  // LibTorch itself calls oneDNN: where it is built with it, as Debian's is, for every convolution
  // of these networks, forward and backward, and for nothing else. Its linear layers are products
  // of the BLAS, its pools and activations its own.
  EXPECT_EQ(
      counts["aten::mkldnn_convolution"],
      at::hasMKLDNN() && at::globalContext().userEnabledMkldnn() ? counts["aten::convolution"] : 0);
  for (const auto& [name, count] : counts) {
    if (name == "aten::mkldnn_convolution") continue;
    EXPECT_FALSE(absl::StrContains(name, "mkldnn")) << count << " calls of " << name;
  }
}

}  // namespace
}  // namespace tenfold

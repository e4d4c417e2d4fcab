// Runs side by side against `reference` one by one, bit for bit, on every instruction set.
#include "engine/backends/simd/lanes_cohort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/backends/simd/lanes_plan.h"
#include "engine/backends/simd/simd.h"
#include "engine/network/initial_weights.h"
#include "engine/numerics/random.h"
#include "engine/testing/random_networks.h"
#include "engine/testing/training.h"

namespace tenfold::simd {
namespace {

constexpr uint64_t kSeed = 7;

// A network with runs whose weights, batches and learning rates are their own.
struct Runs {
  RandomCase c;
  OptimizerOptions optimizer;
  struct Run {
    std::vector<std::vector<float>> weights;
    std::vector<float> input;
    std::vector<std::vector<float>> values;     // per loss
    std::vector<std::vector<int32_t>> classes;  // per loss
    double learning_rate;
  };
  std::vector<Run> runs;

  std::vector<Targets> TargetsOf(const Run& run) const {
    std::vector<Targets> targets;
    for (size_t i = 0; i < c.losses.size(); ++i) {
      targets.push_back({run.values[i].data(), run.classes[i].data()});
    }
    return targets;
  }
};

// Every loss in turn, every other time two of them.
void DrawLosses(uint32_t number, RandomCase& c) {
  const LossKind kinds[] = {LossKind::kMse, LossKind::kCrossEntropy, LossKind::kBinaryCrossEntropy,
                            LossKind::kAbsolute, LossKind::kHuber};
  c.losses.resize(1);
  c.losses[0].kind = kinds[number % 5];
  if (number % 2 == 1) {
    c.losses.push_back(c.losses[0]);
    c.losses[1].name = "second";
    c.losses[1].kind = kinds[(number / 2) % 5];
    c.losses[1].weight = 0.3;
  }
}

Runs DrawRuns(RandomCase drawn, uint32_t number, int count) {
  Runs result;
  result.c = std::move(drawn);
  RandomCase& c = result.c;
  DrawLosses(number, c);
  result.optimizer = TrainingSettings()[number % 5].optimizer;
  PhiloxGenerator generator(kSeed, Stream::kData, number);
  const auto values = [&](size_t n, float low, float high) {
    std::vector<float> drawn_values(n);
    for (float& value : drawn_values) value = low + (high - low) * generator.NextUniform();
    return drawn_values;
  };
  // Of a residual network, the first block's output is not that of the losses.
  const int features =
      static_cast<int>(NumElements(c.info.tensors[*c.info.FindTensor(c.losses[0].tensor)].shape));
  for (int i = 0; i < count; ++i) {
    Runs::Run& run = result.runs.emplace_back();
    for (const std::vector<float>& weights : c.weights) {
      run.weights.push_back(values(weights.size(), -1.0f, 1.0f));
    }
    run.input = values(c.input.size(), -1.0f, 1.0f);
    for (size_t loss = 0; loss < c.losses.size(); ++loss) {
      run.values.push_back(values(int64_t{c.max_rows} * features, 0.0f, 1.0f));
      std::vector<int32_t>& classes = run.classes.emplace_back(c.max_rows);
      for (int32_t& k : classes) k = static_cast<int32_t>(generator.NextBelow(features));
    }
    run.learning_rate = 0.01 * (1 + i);
  }
  return result;
}

struct Trained {
  std::vector<std::vector<float>> weights;
  std::vector<double> losses;
};

Trained TrainAlone(const Runs& runs, const Runs::Run& run) {
  const Backend& backend = reference::GetBackend();
  auto store = *backend.MakeStore(runs.c.network, runs.optimizer);
  SetWeights(run.weights, *store);
  auto executor = *backend.Plan(runs.c.network, {runs.c.max_rows, runs.c.losses}, store);
  Trained trained;
  for (const int rows : TrainingSteps(runs.c)) {
    trained.losses.push_back(
        executor->TrainStep(run.input.data(), rows, runs.TargetsOf(run), run.learning_rate));
  }
  trained.weights = GetWeights(runs.c.info, *store);
  return trained;
}

std::vector<Trained> TrainTogether(const Runs& runs, const Kernels& kernels) {
  const std::unique_ptr<Backend> backend = MakeBackend(kernels);
  std::vector<std::shared_ptr<SimdStore>> stores;
  std::vector<std::vector<Targets>> targets;
  std::vector<RunBatch> batches;
  for (const Runs::Run& run : runs.runs) {
    stores.push_back(
        std::static_pointer_cast<SimdStore>(*backend->MakeStore(runs.c.network, runs.optimizer)));
    SetWeights(run.weights, *stores.back());
    targets.push_back(runs.TargetsOf(run));
  }
  for (size_t i = 0; i < runs.runs.size(); ++i) {
    batches.push_back({runs.runs[i].input.data(), targets[i], runs.runs[i].learning_rate});
  }
  LanesCohort cohort(runs.c.network, runs.c.info, {runs.c.max_rows, runs.c.losses}, stores,
                     kernels);
  std::vector<Trained> trained(batches.size());
  std::vector<double> losses(batches.size());
  for (const int rows : TrainingSteps(runs.c)) {
    cohort.TrainStep(rows, batches, absl::MakeSpan(losses));
    for (size_t i = 0; i < losses.size(); ++i) trained[i].losses.push_back(losses[i]);
  }
  for (size_t i = 0; i < trained.size(); ++i) {
    cohort.UpdateStore(static_cast<int>(i));
    trained[i].weights = GetWeights(runs.c.info, *stores[i]);
  }
  return trained;
}

template <typename T>
bool SameBits(T a, T b) {
  return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof(T)) == 0;
}

template <typename T>
bool SameBits(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return SameBits(x, y); });
}

class LanesCohortTest : public ::testing::TestWithParam<const Kernels*> {
 protected:
  void ExpectSameBits(const Runs& runs) const {
    const std::vector<Trained> trained = TrainTogether(runs, *GetParam());
    for (size_t i = 0; i < runs.runs.size(); ++i) {
      const Trained alone = TrainAlone(runs, runs.runs[i]);
      EXPECT_TRUE(SameBits(trained[i].losses, alone.losses)) << runs.c.name << ", run " << i;
      EXPECT_TRUE(SameBits(trained[i].weights, alone.weights)) << runs.c.name << ", run " << i;
    }
  }
  int width() const { return GetParam()->lanes.width; }
};

TEST_P(LanesCohortTest, TrainsAsEachRunAlone) {
  int fit = 0;
  for (const CaseKind kind :
       {CaseKind::kLinear, CaseKind::kOneBlock, CaseKind::kNewerMlp, CaseKind::kNarrowMlp}) {
    for (uint32_t number = 0; number < 40; number += CaseStride()) {
      const RandomCase c = DrawCase(kind, kSeed, number);
      if (!FitLanes(c.network, {c.max_rows, c.losses})) continue;
      ++fit;
      ExpectSameBits(DrawRuns(c, number, 1 + static_cast<int>(number) % width()));
    }
  }
  EXPECT_GE(fit, static_cast<int>(100 / CaseStride()));
}

TEST_P(LanesCohortTest, TakesLongBatchesInChunks) {
  for (uint32_t number = 0; number < 10; number += CaseStride()) {
    ExpectSameBits(DrawRuns(DrawCase(CaseKind::kOneBlock, kSeed, number, CaseSize::kLongBatch),
                            number, width()));
  }
}

// What becomes infinite or NaN in one run does so as it does alone, and nowhere else.
TEST_P(LanesCohortTest, ARunThatDivergesLeavesOthersAlone) {
  for (uint32_t number = 0; number < 20; number += CaseStride()) {
    Runs runs = DrawRuns(DrawCase(CaseKind::kNarrowMlp, kSeed, number), number, width());
    runs.runs[1].learning_rate = 1e30;
    runs.runs[2].input[0] = std::numeric_limits<float>::quiet_NaN();
    runs.runs[3].weights[0][0] = std::numeric_limits<float>::infinity();
    ExpectSameBits(runs);
    const std::vector<Trained> trained = TrainTogether(runs, *GetParam());
    EXPECT_FALSE(std::isfinite(trained[2].losses.back()));
    EXPECT_TRUE(std::isfinite(trained[0].losses.back()));
  }
}

// The smaller a step is, the fewer runs are enough; with many weights none are.
TEST_P(LanesCohortTest, IsForSmallNetworks) {
  const auto sizes = [&](std::vector<int> features, int rows) {
    std::vector<Layer> layers;
    for (size_t i = 1; i < features.size(); ++i) {
      layers.push_back(Linear(features[i - 1], features[i]));
      layers.push_back(ReLU());
    }
    return SizesInLanes(OneBlock({features[0]}, layers),
                        {rows, {{"mse", LossKind::kMse, "output"}}}, *GetParam());
  };
  const CohortSizes iris = sizes({4, 16, 3}, 10), disc = sizes({2, 25, 25, 25, 25, 1}, 10);
  EXPECT_EQ(iris.most, width());
  EXPECT_EQ(disc.most, width());
  EXPECT_GT(iris.least, 1);
  EXPECT_LT(iris.least, disc.least);
  EXPECT_LE(disc.least, width());
  EXPECT_EQ(sizes({196, 128, 64, 10}, 10).most, 1);
}

INSTANTIATE_TEST_SUITE_P(Isa, LanesCohortTest, ::testing::ValuesIn(AvailableKernels()),
                         [](const auto& info) { return std::string(info.param->isa); });

Network Mlp(std::vector<Layer> layers) { return OneBlock({2}, std::move(layers)); }

TEST(LanesCohort, FitsChainsOfLinearLayersAndActivations) {
  const std::vector<Layer> chain = {Flatten(), Linear(2, 3), ReLU(), Linear(3, 1), Softplus()};
  const LossTerm mse = {"mse", LossKind::kMse, "output"};
  EXPECT_TRUE(FitLanes(Mlp(chain), {10, {mse}}));
  EXPECT_FALSE(FitLanes(Mlp(chain), {10, {mse}, /*needs_input_gradient=*/true}));
  EXPECT_FALSE(FitLanes(Mlp(chain), {10, {}, false, /*evaluation=*/true}));
  EXPECT_FALSE(FitLanes(Mlp(chain), {10, {{"a", LossKind::kAllPairs, "output"}}}));
  EXPECT_FALSE(FitLanes(Mlp({Linear(2, 3), Dropout(0.5), Linear(3, 1)}), {10, {mse}}));
  EXPECT_FALSE(FitLanes(Mlp({ReLU(), Linear(2, 1)}), {10, {mse}}));
  Network two = Mlp(chain);
  two.blocks.push_back({"second", "output", "more", Rows::kAll, {Linear(1, 1)}});
  EXPECT_FALSE(FitLanes(two, {10, {mse}}));
  Network sum = Mlp({Linear(2, 2), ReLU()});
  EXPECT_TRUE(FitLanes(sum, {10, {mse}}));
  sum.blocks[0].skip = kInputTensor;
  EXPECT_FALSE(FitLanes(sum, {10, {mse}}));
  EXPECT_EQ(GetBackend().SizesOfCohort(sum, {10, {mse}}).most, 1);
}

// Also where they are planned by a backend that knows nothing of cohorts, or do not fit.
TEST(PlanCohort, TrainsAnyRunsOfAnyBackend) {
  for (const Backend* backend : {&reference::GetBackend(), &GetBackend()}) {
    for (const int count : {1, 3, 17}) {
      const CaseKind kind = count == 3 ? CaseKind::kResidual : CaseKind::kNarrowMlp;
      const Runs runs = DrawRuns(DrawCase(kind, kSeed, 3), 3, count);
      std::vector<CohortRun> planned;
      std::vector<RunBatch> batches;
      std::vector<std::vector<Targets>> targets;
      for (const Runs::Run& run : runs.runs) {
        planned.push_back({*backend->MakeStore(runs.c.network, runs.optimizer), 0});
        SetWeights(run.weights, *planned.back().store);
        targets.push_back(runs.TargetsOf(run));
      }
      for (int i = 0; i < count; ++i) {
        batches.push_back({runs.runs[i].input.data(), targets[i], runs.runs[i].learning_rate});
      }
      const std::unique_ptr<CohortExecutor> cohort =
          *backend->PlanCohort(runs.c.network, {runs.c.max_rows, runs.c.losses}, planned);
      std::vector<double> losses(count);
      for (const int rows : TrainingSteps(runs.c)) {
        cohort->TrainStep(rows, batches, absl::MakeSpan(losses));
      }
      for (int i = 0; i < count; ++i) {
        cohort->UpdateStore(i);
        const Trained alone = TrainAlone(runs, runs.runs[i]);
        EXPECT_TRUE(SameBits(losses[i], alone.losses.back())) << backend->name();
        EXPECT_TRUE(SameBits(GetWeights(runs.c.info, *planned[i].store), alone.weights))
            << backend->name();
      }
    }
  }
}

}  // namespace
}  // namespace tenfold::simd

// The first 50 steps of every setting: all engines and LibTorch see the same losses, within
// experiments/compare/parity_tolerance.h; an engine with a bug does not.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/check.h"
#include "baselines/libtorch/libtorch.h"
#include "engine/backends/backends.h"
#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"
#include "experiments/compare/compare.h"
#include "experiments/compare/parity_tolerance.h"
#include "experiments/datasets/digits.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/pairs/pairs_experiment.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

const Experiment& Disc() {
  static const std::unique_ptr<Experiment> disc = disc::MakeExperiment();
  return *disc;
}

const Experiment& Pairs() {
  static const std::unique_ptr<Experiment> pairs = [] {
    auto experiment = pairs::MakeExperiment(DefaultMnistDir(""));
    const absl::Status status = experiment->LoadData("");
    TENFOLD_CHECK(status.ok(), status.ToString());
    return experiment;
  }();
  return *pairs;
}

struct Setting {
  const Experiment* experiment;
  std::string preset, variant;

  friend void PrintTo(const Setting& setting, std::ostream* out) {
    *out << setting.experiment->name() << "/" << setting.preset << "/" << setting.variant;
  }
};

std::string TestName(const ::testing::TestParamInfo<Setting>& info) {
  return absl::StrReplaceAll(::testing::PrintToString(info.param), {{"/", "_"}, {"-", "_"}});
}

// The settings of a preset whose variants begin with `prefix`.
std::vector<Setting> SettingsOf(const std::string& preset, const std::string& prefix = "") {
  std::vector<Setting> settings;
  for (const Experiment* experiment : {&Pairs(), &Disc()}) {
    for (const Preset& known : experiment->presets()) {
      if (known.name != preset) continue;
      for (const std::string& variant : experiment->variants()) {
        if (absl::StartsWith(variant, prefix)) settings.push_back({experiment, preset, variant});
      }
    }
  }
  return settings;
}

// The task of a setting with the data of a seed, of just as many epochs as kFirstLosses takes.
TrainingTask MakeTask(const Setting& setting, int64_t seed) {
  const auto preset =
      std::find_if(setting.experiment->presets().begin(), setting.experiment->presets().end(),
                   [&](const Preset& p) { return p.name == setting.preset; });
  TrainingTask task = *setting.experiment->MakeTask(setting.variant, preset->hyperparameters);
  const absl::Status status = setting.experiment->DrawData(preset->hyperparameters, seed, task);
  TENFOLD_CHECK(status.ok(), status.ToString());
  const int steps_per_epoch = (task.train.count + task.batch_size - 1) / task.batch_size;
  task.epochs = (kFirstLosses + steps_per_epoch - 1) / steps_per_epoch;
  return task;
}

// A record with the first losses alone, to compare.
RunRecord FirstLosses(const TrainingTask& task, int64_t seed, const Backend& backend) {
  absl::StatusOr<TrainingResult> result = Train(task, seed, backend, [] { return true; });
  TENFOLD_CHECK(result.ok(), backend.name(), ": ", result.status().ToString());
  RunRecord record;
  record.engine = std::string(backend.name());
  record.first_losses = std::move(result->first_losses);
  return record;
}

class TrainingParityTest : public ::testing::TestWithParam<Setting> {};

// Any run may meet a kink; that all of a setting do is a bug.
TEST_P(TrainingParityTest, FirstLossesAgree) {
  constexpr int kSeeds = 3;
  std::vector<const Backend*> engines = {&libtorch::GetBackend()};
  for (const Backend* engine : AllBackends()) engines.push_back(engine);
  std::map<std::string, double> smallest;  // of the seeds' largest differences, by pair of engines
  for (int seed = 0; seed < kSeeds; ++seed) {
    const TrainingTask task = MakeTask(GetParam(), seed);
    std::vector<RunRecord> records;
    for (const Backend* engine : engines) {
      records.push_back(FirstLosses(task, seed, *engine));
      ASSERT_EQ(records.back().first_losses.size(), size_t{kFirstLosses}) << engine->name();
      for (size_t other = 0; other + 1 < records.size(); ++other) {
        const std::string pair = absl::StrCat(records[other].engine, " and ", engine->name());
        std::string where;
        EXPECT_NE(compare::CompareRun(records[other], records.back(), &where),
                  compare::Equality::kDifferent)
            << pair << ", seed " << seed << ": " << where;
        const double difference = compare::LargestLossDifference(records[other], records.back());
        const auto [entry, is_new] = smallest.emplace(pair, difference);
        if (!is_new) entry->second = std::min(entry->second, difference);
      }
    }
  }
  for (const auto& [pair, difference] : smallest)
    EXPECT_LE(difference, compare::kLossTolerance) << pair;
}

INSTANTIATE_TEST_SUITE_P(Paper, TrainingParityTest, ::testing::ValuesIn(SettingsOf("paper")),
                         TestName);
// Without its CNNs: `reference` takes minutes for them, and most of their runs meet kinks.
INSTANTIATE_TEST_SUITE_P(Course, TrainingParityTest,
                         ::testing::ValuesIn(SettingsOf("course", /*prefix=*/"mlp")), TestName);

// Engines that are `reference` with one bug in the backward pass.
struct Bug {
  const char* name;
  Alteration<float> (*make)();
  // A factor that all gradients have: Adam divides by it again.
  bool hidden_by_adam = false;
};

void ForEachGradient(const blockwise::KernelContext<float>& context,
                     const std::function<void(const ParameterInfo&, float&)>& change) {
  for (blockwise::Parameter<float>* parameter : context.parameters) {
    for (float& gradient : parameter->grad) change(parameter->info, gradient);
  }
}

const Bug kBugs[] = {
    {"wrong sign of the biases' gradients",
     []() -> Alteration<float> {
       return [](const blockwise::KernelContext<float>& context, float*, int64_t) {
         ForEachGradient(context, [](const ParameterInfo& info, float& gradient) {
           if (absl::EndsWith(info.name, "bias")) gradient = -gradient;
         });
       };
     }},
    {"wrong sign of the inputs' gradients",
     []() -> Alteration<float> {
       return [](const blockwise::KernelContext<float>& context, float* grad_input, int64_t size) {
         if (context.parameters.empty()) return;
         std::transform(grad_input, grad_input + size, grad_input, std::negate<>());
       };
     }},
    {"missing 1/N in all gradients",
     []() -> Alteration<float> {
       return [](const blockwise::KernelContext<float>& context, float*, int64_t) {
         ForEachGradient(context, [&](const ParameterInfo&, float& gradient) {
           gradient *= static_cast<float>(context.max_rows);
         });
       };
     },
     /*hidden_by_adam=*/true},
    {"gradients of the step before",
     []() -> Alteration<float> {
       auto before =
           std::make_shared<std::map<const blockwise::Parameter<float>*, AlignedVector<float>>>();
       return [before](const blockwise::KernelContext<float>& context, float*, int64_t) {
         for (blockwise::Parameter<float>* parameter : context.parameters) {
           AlignedVector<float>& stale = (*before)[parameter];
           stale.resize(parameter->grad.size());
           std::swap(stale, parameter->grad);
         }
       };
     }},
};

class PlantedBugTest : public ::testing::TestWithParam<Setting> {};

TEST_P(PlantedBugTest, ShowsFarOutsideOfTheToleranceAtOnce) {
  constexpr int64_t kSeed = 0;
  for (const Bug& bug : kBugs) {
    SCOPED_TRACE(bug.name);
    TrainingTask task = MakeTask(GetParam(), kSeed);
    task.epochs = 1;
    if (bug.hidden_by_adam && std::holds_alternative<AdamOptions>(task.optimizer)) {
      task.optimizer = SgdOptions{};
    }
    RunRecord expected = FirstLosses(task, kSeed, libtorch::GetBackend());
    RunRecord right = FirstLosses(task, kSeed, reference::GetBackend());
    const blockwise::BlockwiseBackend<float> backend(
        bug.name, AlteredKernels<float>(reference::MakeKernel<float>, bug.make()));
    RunRecord wrong = FirstLosses(task, kSeed, backend);
    for (RunRecord* record : {&expected, &right, &wrong}) {
      record->first_losses.resize(compare::kFirstSteps);
    }
    EXPECT_NE(compare::CompareRun(expected, right, nullptr), compare::Equality::kDifferent);
    EXPECT_EQ(compare::CompareRun(expected, wrong, nullptr), compare::Equality::kDifferent);
    EXPECT_GT(compare::LargestLossDifference(expected, wrong), compare::kPlantedBug);
  }
}

INSTANTIATE_TEST_SUITE_P(Paper, PlantedBugTest, ::testing::ValuesIn(SettingsOf("paper")), TestName);

}  // namespace
}  // namespace tenfold

#include "experiments/variance/replicates.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/pairs/sweep.h"
#include "experiments/training/judge.h"
#include "experiments/training/trainer.h"

namespace tenfold::variance {
namespace {

// Of a network's level of the source with this bit.
uint64_t SeedOfLevel(int64_t replicate, unsigned network, Source source) {
  return 2 * static_cast<uint64_t>(replicate) + ((network & source) != 0 ? 1 : 0);
}

}  // namespace

Hyperparameters HyperparametersOf(const char* preset) {
  const std::vector<Preset> presets = pairs::Presets();
  const auto found = std::find_if(presets.begin(), presets.end(),
                                  [&](const Preset& p) { return p.name == preset; });
  TENFOLD_CHECK(found != presets.end(), preset, " is no preset");
  return found->hyperparameters;
}

Replicates::Replicates(const DigitData& digits, const Setting& setting)
    : setting_(setting),
      hyperparameters_(HyperparametersOf(setting.preset)),
      pairs_(hyperparameters_.at("pairs").get<int>()),
      digits_{digits.name, digits.digest, digits.train, Chart(pairs_)},
      test_digits_(digits.test) {}

absl::StatusOr<WrongAnswers> Replicates::Make(int64_t replicate,
                                              const std::function<bool()>& keep_going) const {
  const ContractFloatingPoint floating_point;  // for the data too
  const Backend& engine = simd::GetBackend();
  std::vector<std::vector<int32_t>> draws;
  for (int t = 0; t < kTestDraws; ++t) {
    draws.push_back(test_digits_.Draw(
        pairs_, static_cast<uint64_t>(kTestDraws) * static_cast<uint64_t>(replicate) + t));
  }
  WrongAnswers wrong;
  for (const unsigned train_draw : {0u, unsigned{kTrainDraw}}) {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                             pairs::MakeTask(setting_.variant, hyperparameters_));
    const uint64_t train_seed = SeedOfLevel(replicate, train_draw, kTrainDraw);
    TENFOLD_RETURN_IF_ERROR(pairs::DrawData(digits_, hyperparameters_, train_seed, task));
    const std::vector<float> standardised_sums = StandardisedSums(task.test);
    std::vector<Samples> tests;
    tests.reserve(draws.size());
    for (const std::vector<int32_t>& digits : draws) {
      tests.push_back(test_digits_.PairsOf(digits, standardised_sums));
    }
    for (const unsigned others : {0u, unsigned{kInitialWeights}, unsigned{kBatchOrder},
                                  unsigned{kInitialWeights | kBatchOrder}}) {
      const unsigned network = train_draw | others;
      task.seeds.weights = SeedOfLevel(replicate, network, kInitialWeights);
      task.seeds.order = SeedOfLevel(replicate, network, kBatchOrder);
      TENFOLD_ASSIGN_OR_RETURN(const TrainingResult result,
                               Train(task, train_seed, engine, keep_going));
      if (result.diverged_step.has_value()) {
        return absl::InternalError(absl::StrCat(setting_.variant, ": network ", network,
                                                " of replicate ", replicate, " diverged in step ",
                                                *result.diverged_step));
      }
      for (const Samples& test : tests) {
        TENFOLD_ASSIGN_OR_RETURN(const std::vector<float> answers,
                                 Answers(task, test, result.final_weights, engine));
        const double accuracy = Judge(task.answer, test, answers).at(kAccuracy);
        wrong[network].push_back(std::llround((1.0 - accuracy) * test.count));
      }
    }
  }
  return wrong;
}

}  // namespace tenfold::variance

#include "experiments/exhaustive/networks.h"

#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/floating_point_environment.h"
#include "engine/numerics/random.h"
#include "experiments/exhaustive/every_pair.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/sweeps/training_hyperparameters.h"
#include "experiments/training/judge.h"
#include "experiments/training/trainer.h"
#include "experiments/variance/replicates.h"

namespace tenfold::exhaustive {
namespace {

constexpr size_t kDigestDigits = 16;

// Both digits of each, [2 * kCheckedPairs].
std::vector<int32_t> CheckedPairs(int digits, int64_t seed) {
  PhiloxGenerator generator(static_cast<uint64_t>(seed), Stream::kHeldOut);
  std::vector<int32_t> both(size_t{2} * kCheckedPairs);
  for (int32_t& digit : both) digit = static_cast<int32_t>(generator.NextBelow(digits));
  return both;
}

// Counts how often outputs differ from those of the whole network.
class Check {
 public:
  Check(int digits, const std::vector<int32_t>& pairs, std::vector<float> outputs)
      : outputs_(std::move(outputs)),
        features_(outputs_.size() * 2 / pairs.size()),
        by_first_(digits) {
    for (size_t i = 0; i < pairs.size(); i += 2)
      by_first_[pairs[i]].push_back({pairs[i + 1], i / 2});
  }

  void See(const SomeAnswers& answers) {
    for (const auto& [second, i] : by_first_[answers.first]) {
      const int place = second - answers.second;
      if (place < 0 || place >= answers.pairs) continue;
      different_ += std::memcmp(answers.outputs + place * features_, &outputs_[i * features_],
                                features_ * sizeof(float)) != 0;
      ++seen_;
    }
  }

  int64_t seen() const { return seen_; }
  int64_t different() const { return different_; }

 private:
  const std::vector<float> outputs_;  // [pairs, features]
  const size_t features_;
  std::vector<std::vector<std::pair<int, size_t>>> by_first_;  // second digit, place of the pair
  int64_t seen_ = 0, different_ = 0;
};

}  // namespace

Networks::Networks(const DigitData& digits, const Setting& setting, const Resamples& resamples)
    : setting_(setting),
      hyperparameters_(Join(variance::HyperparametersOf(setting.preset.c_str()),
                            {{"pairs", setting.pairs}, {"epochs", setting.epochs}})),
      digits_{digits.name, digits.digest, digits.train, variance::Chart(setting.pairs)},
      labels_(digits.test.labels),
      test_digits_(digits.test),
      resamples_(resamples) {}

absl::StatusOr<measurements::ExhaustiveNetwork> Networks::Test(
    int64_t seed, const std::function<bool()>& keep_going) const {
  const ContractFloatingPoint floating_point;  // for the data too
  const Backend& engine = simd::GetBackend();
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task, pairs::MakeTask(setting_.variant, hyperparameters_));
  TENFOLD_RETURN_IF_ERROR(pairs::DrawData(digits_, hyperparameters_, seed, task));
  const std::vector<float> standardised_sums = variance::StandardisedSums(task.test);
  TENFOLD_ASSIGN_OR_RETURN(const TrainingResult result,
                           Train(task, static_cast<uint64_t>(seed), engine, keep_going));
  if (result.diverged_step.has_value()) {
    return absl::InternalError(
        absl::StrCat(setting_.name, ": seed ", seed, " diverged in step ", *result.diverged_step));
  }
  const Weights& weights = result.final_weights;
  measurements::ExhaustiveNetwork network;
  network.seed = seed;
  network.weights_digest = WeightsDigest(weights).substr(0, kDigestDigits);

  const Samples test = test_digits_.PairsOf(
      test_digits_.Draw(kTestPairs, static_cast<uint64_t>(seed)), standardised_sums);
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<float> answers, Answers(task, test, weights, engine));
  network.wrong_of_run =
      std::llround((1.0 - Judge(task.answer, test, answers).at(kAccuracy)) * test.count);

  const auto n = static_cast<int>(labels_.size());
  const std::vector<int32_t> checked = CheckedPairs(n, seed);
  TENFOLD_ASSIGN_OR_RETURN(
      std::vector<float> by_whole,
      Answers(task, test_digits_.PairsOf(checked, standardised_sums), weights, engine));
  Check check(n, checked, std::move(by_whole));

  std::vector<int32_t> doubled;
  for (int digit = 0; digit < n; ++digit) doubled.insert(doubled.end(), 2, digit);
  TENFOLD_ASSIGN_OR_RETURN(
      const ClassLogits logits,
      ClassLogitsOf(task, test_digits_.PairsOf(doubled, standardised_sums), weights, engine));
  WrongPairs wrong(n);
  TENFOLD_RETURN_IF_ERROR(
      AnswerEveryPair(task, logits, weights, engine, [&](const SomeAnswers& some) {
        check.See(some);
        AddWrong(some, labels_, task.answer.rule, wrong);
        return keep_going();
      }));
  TENFOLD_CHECK(check.seen() == kCheckedPairs, check.seen(), " pairs were checked");
  for (const std::vector<uint16_t>& seconds : wrong) {
    network.wrong += static_cast<int64_t>(seconds.size());
  }
  network.different = check.different();
  network.resampled = resamples_.Count(wrong);
  return network;
}

}  // namespace tenfold::exhaustive

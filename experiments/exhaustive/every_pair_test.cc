#include "experiments/exhaustive/every_pair.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>

#include "engine/backends/simd/simd.h"
#include "engine/network/initial_weights.h"
#include "experiments/datasets/digits.h"
#include "experiments/pairs/pair_network.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/training/judge.h"
#include "experiments/training/trainer.h"
#include "experiments/variance/replicates.h"

namespace tenfold::exhaustive {
namespace {

constexpr int kClasses = 10;

// By hand: digits of labels 0, 1, 2 whose first logit is 0, 2, 1, and a head that says "at most" if
// the first one's is at most the second one's.
struct Made {
  TrainingTask task;
  Weights weights;
  ClassLogits logits;
  std::vector<uint8_t> labels = {0, 1, 2};

  Made() {
    task.network = PairNetwork({});
    task.answer = {Answer::Rule::kClass, {kComparison}};
    const NetworkInfo info = *Analyze(task.network);
    for (const ParameterInfo& parameter : info.parameters) {
      weights.emplace_back(NumElements(parameter.shape), 0.0f);
    }
    std::vector<float>& weight = weights[weights.size() - 2];  // [2, 20]
    weight[2 * kClasses] = -1.0f;
    weight[3 * kClasses] = 1.0f;
    weights.back() = {0.0f, 0.5f};
    for (const float first : {0.0f, 2.0f, 1.0f}) {
      logits.as_first.push_back(first);
      logits.as_first.resize(logits.as_first.size() + kClasses - 1, 9.0f);
    }
    logits.as_second = logits.as_first;
  }

  std::vector<std::vector<int32_t>> Wrong() const {
    std::vector<std::vector<int32_t>> wrong;
    const absl::Status status = AnswerEveryPair(
        task, logits, weights, simd::GetBackend(), [&](int a, const float* outputs) {
          wrong.push_back(WrongSeconds(a, labels, task.answer.rule, outputs));
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return wrong;
  }
};

TEST(AnswerEveryPair, ByHand) {
  // A digit is at most itself.
  EXPECT_EQ(Made().Wrong(), (std::vector<std::vector<int32_t>>{{}, {2}, {1}}));
}

TEST(AnswerEveryPair, KnowsFirstFromSecond) {
  Made made;
  // As second digits they are in order.
  for (int i = 0; i < 3; ++i) made.logits.as_second[i * kClasses] = static_cast<float>(i);
  // 0 <= 0, 0 <= 1, 0 <= 2; 2 > 0, 2 > 1, 2 <= 2; 1 > 0, 1 <= 1, 1 <= 2.
  EXPECT_EQ(made.Wrong(), (std::vector<std::vector<int32_t>>{{}, {1}, {1}}));
}

// Equal logits of a head stand for "greater", as for Judge.
TEST(AnswerEveryPair, TiesAreGreater) {
  Made made;
  for (float& weight : made.weights[made.weights.size() - 2]) weight = 0.0f;
  made.weights.back() = {0.25f, 0.25f};
  EXPECT_EQ(made.Wrong(), (std::vector<std::vector<int32_t>>{{0, 1, 2}, {1, 2}, {2}}));
}

TEST(AnswerEveryPair, EndsWhenItIsTold) {
  const Made made;
  const absl::Status status =
      AnswerEveryPair(made.task, made.logits, made.weights, simd::GetBackend(),
                      [](int a, const float*) { return a < 1; });
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

// Pairs of the first digits of the test set: all ordered ones, or each with itself.
struct FirstDigits {
  static constexpr int kDigits = 45;
  variance::TestDigits digits{LoadDigits("external/mnist")->test};
  std::vector<float> sums;
  std::vector<uint8_t> labels;

  FirstDigits() {
    for (int i = 0; i <= 1020; ++i) sums.push_back(static_cast<float>(i) / 300.0f - 0.4f);
    const std::vector<int32_t> both = PairsOf(true).row_classes;
    for (size_t i = 0; i < both.size(); i += 2) labels.push_back(static_cast<uint8_t>(both[i]));
  }

  Samples PairsOf(bool doubles) const {
    std::vector<int32_t> both;
    for (int a = 0; a < kDigits; ++a) {
      for (int b = 0; b < kDigits; ++b) {
        if (!doubles || a == b) both.insert(both.end(), {a, b});
      }
    }
    return digits.PairsOf(both, sums);
  }
};

// The head on the trunk's logits gives the whole network's bits, and counts what Judge does.
void ExpectTheWholeNetwork(const FirstDigits& of, const char* preset, const std::string& variant,
                           const Hyperparameters& changes) {
  Hyperparameters hyperparameters = variance::HyperparametersOf(preset);
  hyperparameters.update(changes);
  const absl::StatusOr<TrainingTask> task = pairs::MakeTask(variant, hyperparameters);
  ASSERT_TRUE(task.ok()) << task.status();
  const Weights weights =
      InitialWeights(*Analyze(task->network), /*seed=*/3, Initialization::kFanIn);
  const Backend& engine = simd::GetBackend();
  const Samples all = of.PairsOf(false);
  const std::vector<float> expected = *Answers(*task, all, weights, engine);
  const ClassLogits logits = *ClassLogitsOf(*task, of.PairsOf(true), weights, engine);
  std::vector<float> found;
  size_t wrong = 0;
  const size_t of_a_row = expected.size() / FirstDigits::kDigits;
  ASSERT_TRUE(AnswerEveryPair(*task, logits, weights, engine, [&](int a, const float* outputs) {
                found.insert(found.end(), outputs, outputs + of_a_row);
                wrong += WrongSeconds(a, of.labels, task->answer.rule, outputs).size();
                return true;
              }).ok());
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_EQ(std::memcmp(found.data(), expected.data(), found.size() * sizeof(float)), 0);
  const double accuracy = Judge(task->answer, all, expected).at(kAccuracy);
  EXPECT_EQ(wrong, static_cast<size_t>(std::lround((1.0 - accuracy) * all.count)));
  EXPECT_GT(wrong, 0u);
}

TEST(AnswerEveryPair, IsTheWholeNetwork) {
  const FirstDigits of;
  for (const char* preset : {"paper", "course"}) {
    for (const char* variant : {"cnn-shared-aux", "cnn", "mlp-shared", "mlp-aux"}) {
      SCOPED_TRACE(std::string(preset) + "/" + variant);
      ExpectTheWholeNetwork(of, preset, variant, Hyperparameters::object());
      ExpectTheWholeNetwork(of, preset, variant, {{"head", "structured"}, {"batch_norm", true}});
    }
  }
}

}  // namespace
}  // namespace tenfold::exhaustive

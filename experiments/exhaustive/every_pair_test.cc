#include "experiments/exhaustive/every_pair.h"

#include <gtest/gtest.h>

#include <algorithm>
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

  WrongPairs Wrong() const {
    WrongPairs wrong(labels.size());
    const absl::Status status =
        AnswerEveryPair(task, logits, weights, simd::GetBackend(), [&](const SomeAnswers& some) {
          AddWrong(some, labels, task.answer.rule, wrong);
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return wrong;
  }
};

TEST(AnswerEveryPair, ByHand) {
  // A digit is at most itself.
  EXPECT_EQ(Made().Wrong(), (WrongPairs{{}, {2}, {1}}));
}

TEST(AnswerEveryPair, KnowsFirstFromSecond) {
  Made made;
  // As second digits they are in order.
  for (int i = 0; i < 3; ++i) made.logits.as_second[i * kClasses] = static_cast<float>(i);
  // 0 <= 0, 0 <= 1, 0 <= 2; 2 > 0, 2 > 1, 2 <= 2; 1 > 0, 1 <= 1, 1 <= 2.
  EXPECT_EQ(made.Wrong(), (WrongPairs{{}, {1}, {1}}));
}

// More digits than are beside one first digit at a time: each pair is seen once, in its place.
TEST(AnswerEveryPair, OfManyDigits) {
  constexpr int kDigits = 1203;
  Made made;
  made.logits.as_first.clear();
  made.labels.clear();
  for (int i = 0; i < kDigits; ++i) {
    made.labels.push_back(static_cast<uint8_t>(i % 10));
    made.logits.as_first.push_back(static_cast<float>(i % 10));
    made.logits.as_first.resize(made.logits.as_first.size() + kClasses - 1, 0.0f);
  }
  made.logits.as_second = made.logits.as_first;
  // Digit 1100, a 0, looks as a 9 when it is second.
  made.logits.as_second[1100 * kClasses] = 9.0f;
  const WrongPairs wrong = made.Wrong();
  for (int i = 0; i < kDigits; ++i) {
    const WrongPairs::value_type expected =
        made.labels[i] == 0 ? WrongPairs::value_type{} : WrongPairs::value_type{1100};
    EXPECT_EQ(wrong[i], expected) << i;
  }
}

// Equal logits of a head stand for "greater", as for Judge.
TEST(AnswerEveryPair, TiesAreGreater) {
  Made made;
  for (float& weight : made.weights[made.weights.size() - 2]) weight = 0.0f;
  made.weights.back() = {0.25f, 0.25f};
  EXPECT_EQ(made.Wrong(), (WrongPairs{{0, 1, 2}, {1, 2}, {2}}));
}

TEST(AnswerEveryPair, EndsWhenItIsTold) {
  const Made made;
  const absl::Status status =
      AnswerEveryPair(made.task, made.logits, made.weights, simd::GetBackend(),
                      [](const SomeAnswers& some) { return some.first < 1; });
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
  constexpr int kDigits = FirstDigits::kDigits;
  std::vector<float> found(expected.size());
  WrongPairs wrong(kDigits);
  const size_t features = expected.size() / all.count;
  ASSERT_TRUE(AnswerEveryPair(*task, logits, weights, engine, [&](const SomeAnswers& some) {
                std::copy_n(some.outputs, some.pairs * features,
                            &found[(some.first * kDigits + some.second) * features]);
                AddWrong(some, of.labels, task->answer.rule, wrong);
                return true;
              }).ok());
  EXPECT_EQ(std::memcmp(found.data(), expected.data(), found.size() * sizeof(float)), 0);
  size_t wrongs = 0;
  for (const auto& seconds : wrong) wrongs += seconds.size();
  const double accuracy = Judge(task->answer, all, expected).at(kAccuracy);
  EXPECT_EQ(wrongs, static_cast<size_t>(std::lround((1.0 - accuracy) * all.count)));
  EXPECT_GT(wrongs, 0u);
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

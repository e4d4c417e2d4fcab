// What a network that compares two digits answers to all ordered pairs of many: its trunk sees each
// digit once, its head every pair, both by the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "experiments/training/training_task.h"

namespace tenfold::exhaustive {

using Weights = std::vector<std::vector<float>>;  // in canonical order and layout

// [n, 10]: of n digits as the first of a pair and as the second.
struct ClassLogits {
  std::vector<float> as_first, as_second;
};

// `doubles`: n pairs of a digit with itself.
absl::StatusOr<ClassLogits> ClassLogitsOf(const TrainingTask& task, const Samples& doubles,
                                          const Weights& weights, const Backend& engine);

// What a network answers to the pairs of digit `first` and some digits from `second` on: [pairs,
// features].
struct SomeAnswers {
  int first, second, pairs;
  const float* outputs;
};

// Calls `see` until it says no, so that each pair is seen once: what the task's network, which has
// one member, answers to all ordered pairs of the digits. The same bits as the whole network's.
// Cancelled if `see` said no.
absl::Status AnswerEveryPair(const TrainingTask& task, const ClassLogits& logits,
                             const Weights& weights, const Backend& engine,
                             const std::function<bool(const SomeAnswers&)>& see);

// Whether an output says that the first digit is at most the second, as Judge takes it.
bool SaysAtMost(Answer::Rule rule, const float* output);

// By first digit, which second digits the network is wrong about, ascending.
using WrongPairs = std::vector<std::vector<uint16_t>>;

// Adds those of some answers to `wrong`, which has a place for each digit. The truth is that the
// first is at most the second if its label is.
void AddWrong(const SomeAnswers& answers, absl::Span<const uint8_t> labels, Answer::Rule rule,
              WrongPairs& wrong);

}  // namespace tenfold::exhaustive

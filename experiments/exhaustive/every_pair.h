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

// Calls see(a, outputs) for a = 0, ..., n - 1, until it says no: what the task's network, which has
// one member, answers to the pairs of digit a and each digit, [n, features of its answer]. The same
// bits as the whole network's. Cancelled if `see` said no.
absl::Status AnswerEveryPair(const TrainingTask& task, const ClassLogits& logits,
                             const Weights& weights, const Backend& engine,
                             const std::function<bool(int a, const float* outputs)>& see);

// Whether an output says that the first digit is at most the second, as Judge takes it.
bool SaysAtMost(Answer::Rule rule, const float* output);

// Which second digits the network is wrong about beside digit a, ascending. The truth is that the
// first is at most the second if its label is.
std::vector<int32_t> WrongSeconds(int a, absl::Span<const uint8_t> labels, Answer::Rule rule,
                                  const float* outputs);

}  // namespace tenfold::exhaustive

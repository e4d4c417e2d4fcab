#include "experiments/exhaustive/every_pair.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/pairs/pair_network.h"
#include "experiments/training/trainer.h"

namespace tenfold::exhaustive {
namespace {

// So many second digits at a time stay in a cache, beside one first digit after the other.
constexpr int kSeconds = 500;

// The last block by itself: its input is what it reads in the whole network.
Network HeadOf(const Network& network, int classes) {
  Block head = network.blocks.back();
  head.input = kInputTensor;
  return {{classes}, {std::move(head)}};
}

}  // namespace

absl::StatusOr<ClassLogits> ClassLogitsOf(const TrainingTask& task, const Samples& doubles,
                                          const Weights& weights, const Backend& engine) {
  // Each row of a pair has an answer of its own.
  TrainingTask rows = task;
  rows.answer.tensors = {kClassLogits};
  rows.batch_size = 2 * task.batch_size;
  Samples images = doubles;
  images.count = 2 * doubles.count;
  images.rows_per_sample = 1;
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<float> all, Answers(rows, images, weights, engine));
  const size_t classes = all.size() / images.count;
  ClassLogits logits;
  for (auto row = all.begin(); row != all.end(); row += 2 * classes) {
    logits.as_first.insert(logits.as_first.end(), row, row + classes);
    logits.as_second.insert(logits.as_second.end(), row + classes, row + 2 * classes);
  }
  return logits;
}

absl::Status AnswerEveryPair(const TrainingTask& task, const ClassLogits& logits,
                             const Weights& weights, const Backend& engine,
                             const std::function<bool(const SomeAnswers&)>& see) {
  const ContractFloatingPoint floating_point;
  TENFOLD_CHECK(task.answer.tensors.size() == 1, task.answer.tensors.size(), " members");
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo whole, Analyze(task.network));
  TENFOLD_ASSIGN_OR_RETURN(const int read, whole.FindTensor(kClassLogits));
  const auto classes = static_cast<int>(NumElements(whole.tensors[read].shape));
  const Network head = HeadOf(task.network, classes);
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(head));
  TENFOLD_ASSIGN_OR_RETURN(const int answer, info.FindTensor(task.answer.tensors[0]));
  const int64_t features = NumElements(info.tensors[answer].shape);
  TENFOLD_ASSIGN_OR_RETURN(const std::shared_ptr<ParameterStore> store,
                           engine.MakeStore(head, SgdOptions{}));
  const size_t parameters = info.parameters.size();  // the last ones of all
  for (size_t p = 0; p < parameters; ++p) {
    store->SetValue(static_cast<int>(p), weights[weights.size() - parameters + p].data());
  }
  PlanOptions options;
  options.max_rows = 2 * kSeconds;
  options.evaluation = true;
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<Executor> executor,
                           engine.Plan(head, options, store));

  const int n = static_cast<int>(logits.as_first.size()) / classes;
  std::vector<float> pairs, outputs(kSeconds * features);
  for (int second = 0; second < n; second += kSeconds) {
    const int count = std::min(kSeconds, n - second);
    pairs.resize(size_t{2} * count * classes);
    for (int i = 0; i < count; ++i) {
      std::copy_n(&logits.as_second[size_t{1} * (second + i) * classes], classes,
                  &pairs[(size_t{2} * i + 1) * classes]);
    }
    for (int first = 0; first < n; ++first) {
      const float* row = &logits.as_first[size_t{1} * first * classes];
      for (int i = 0; i < count; ++i) {
        for (int c = 0; c < classes; ++c) pairs[size_t{2} * i * classes + c] = row[c];
      }
      executor->Forward(pairs.data(), 2 * count);
      executor->CopyTensor(answer, outputs.data());
      if (!see({first, second, count, outputs.data()})) return absl::CancelledError("interrupted");
    }
  }
  return absl::OkStatus();
}

bool SaysAtMost(Answer::Rule rule, const float* output) {
  return rule == Answer::Rule::kClass ? output[1] > output[0] : output[0] > Threshold(rule);
}

void AddWrong(const SomeAnswers& answers, absl::Span<const uint8_t> labels, Answer::Rule rule,
              WrongPairs& wrong) {
  const int features = rule == Answer::Rule::kClass ? 2 : 1;
  for (int i = 0; i < answers.pairs; ++i) {
    const int second = answers.second + i;
    const bool at_most = labels[answers.first] <= labels[second];
    if (SaysAtMost(rule, answers.outputs + i * features) != at_most) {
      wrong[answers.first].push_back(static_cast<uint16_t>(second));
    }
  }
}

}  // namespace tenfold::exhaustive

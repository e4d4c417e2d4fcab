#include "experiments/receipts/activation_gradients.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/random.h"
#include "experiments/receipts/step_trace.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

using Values = std::vector<float>;

// The gradients of outputs that kernels are given, by the layer's place in the network.
using Seen = std::map<size_t, Values>;

class SeeingKernel final : public blockwise::LayerKernel<float> {
 public:
  SeeingKernel(std::unique_ptr<blockwise::LayerKernel<float>> kernel, int64_t size, Values& seen)
      : kernel_(std::move(kernel)), size_(size), seen_(seen) {}

  void Forward(int rows, const float* input, float* output) override {
    kernel_->Forward(rows, input, output);
  }
  void Backward(int rows, const float* input, const float* output, const float* grad_output,
                float* grad_input) override {
    seen_.assign(grad_output, grad_output + rows * size_);
    kernel_->Backward(rows, input, output, grad_output, grad_input);
  }

 private:
  const std::unique_ptr<blockwise::LayerKernel<float>> kernel_;
  const int64_t size_;
  Values& seen_;
};

Samples Draw(int count, int rows_per_sample, int64_t row, std::vector<int64_t> targets) {
  PhiloxGenerator generator(5, Stream::kData);
  const auto numbers = [&](int64_t n) {
    Values values(n);
    for (float& value : values) value = 2.0f * generator.NextUniform() - 1.0f;
    return values;
  };
  Samples samples;
  samples.count = count;
  samples.rows_per_sample = rows_per_sample;
  samples.inputs = numbers(count * rows_per_sample * row);
  for (const int64_t size : targets) samples.targets.push_back({numbers(count * size), {}});
  return samples;
}

// Of one step.
TrainingTask TaskOf(Network network, Samples samples, std::vector<LossTerm> losses) {
  TrainingTask task;
  task.network = std::move(network);
  task.losses = std::move(losses);
  task.answer = {Answer::Rule::kSign, {"output"}};
  task.optimizer = SgdOptions{};
  task.epochs = 1;
  task.batch_size = samples.count;
  task.learning_rate = 0.1;
  task.train = task.test = std::move(samples);
  return task;
}

TrainingTask Chain() {
  return TaskOf(OneBlock({1, 6, 6},
                         {Conv2d(1, 3, 3), BatchNorm2d(3), ReLU(), MaxPool2d(2), Flatten(),
                          Linear(12, 9), GELU(), Dropout(0.3), LayerNorm(9), Linear(9, 2), Tanh()}),
                Draw(7, 1, 36, {2}), {{"mse", LossKind::kMse, "output"}});
}

// Two losses, of which one is between the blocks.
TrainingTask Pairs() {
  return TaskOf({{4},
                 {{"trunk", kInputTensor, "digits", Rows::kAll, {Linear(4, 5), Tanh()}},
                  {"head", "digits", "output", Rows::kAdjacentPairs, {Linear(10, 1), Tanh()}}}},
                Draw(6, 2, 4, {1, 10}),
                {{"main", LossKind::kMse, "output"}, {"auxiliary", LossKind::kMse, "digits", 0.3}});
}

TrainingTask TwoTrunks() {
  return TaskOf({{4},
                 {{"even", kInputTensor, "digits", Rows::kEven, {Linear(4, 5), ReLU()}},
                  {"odd", kInputTensor, "digits", Rows::kOdd, {Linear(4, 5), Sigmoid()}},
                  {"head", "digits", "output", Rows::kAdjacentPairs, {Linear(10, 1)}}}},
                Draw(6, 2, 4, {1}), {{"main", LossKind::kMse, "output"}});
}

TrainingTask Residual() {
  return TaskOf({{4},
                 {{"first", kInputTensor, "x", Rows::kAll, {Linear(4, 5), Tanh()}},
                  {"sum", "x", "y", Rows::kAll, {Linear(5, 5), ReLU(), Linear(5, 5)}, "x"},
                  {"last", "y", "output", Rows::kAll, {Linear(5, 1)}}}},
                Draw(6, 1, 4, {1}), {{"main", LossKind::kMse, "output"}});
}

TEST(ActivationGradients, AreThoseThatAStepOfReferencePassesOn) {
  for (const TrainingTask& task : {Chain(), Pairs(), TwoTrunks(), Residual()}) {
    Seen seen;
    const blockwise::BlockwiseBackend<float> seeing(
        "seeing",
        [&](const Layer& layer, const blockwise::KernelContext<float>& context)
            -> std::unique_ptr<blockwise::LayerKernel<float>> {
          auto kernel = reference::MakeKernel<float>(layer, context);
          if (kernel == nullptr || context.evaluation) return kernel;
          return std::make_unique<SeeingKernel>(
              std::move(kernel), NumElements(context.output_shape), seen[context.dropout.layer]);
        });
    ASSERT_TRUE(Train(task, 3, seeing, [] { return true; }).ok());
    for (const Backend* backend : {&reference::GetBackend(), &simd::GetBackend()}) {
      const absl::StatusOr<StepTrace> trace = TraceStep(task, 3, *backend, 1, std::nullopt);
      ASSERT_TRUE(trace.ok()) << trace.status();
      const size_t layers = trace->activations.size();
      ASSERT_EQ(trace->activation_gradients.size(), layers);
      int compared = 0;
      for (size_t i = 0; i < layers; ++i) {
        const NamedTensor& gradient = trace->activation_gradients[layers - 1 - i];
        EXPECT_EQ(gradient.name, trace->activations[i].name);
        EXPECT_EQ(gradient.shape, trace->activations[i].shape);
        const auto found = seen.find(i);
        if (found == seen.end()) continue;  // Flatten has no kernel
        EXPECT_EQ(gradient.values, found->second) << backend->name() << " " << gradient.name;
        ++compared;
      }
      EXPECT_GE(compared, static_cast<int>(layers) - 1);
    }
  }
}

}  // namespace
}  // namespace tenfold

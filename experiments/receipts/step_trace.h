// One step of a training, tensor by tensor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/framework/safetensors.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// In the order in which they come to be. The name of an activation and of its gradient is that of
// its layer ("trunk.3"), all others that of a parameter; the first dimension of inputs and
// activations is the row.
struct StepTrace {
  int64_t step = 0;  // from 1
  double loss = 0.0;
  std::vector<NamedTensor> inputs;       // one
  std::vector<NamedTensor> activations;  // the outputs of layers
  // Of the activations, and of the parameters, each of the last layers first.
  std::vector<NamedTensor> activation_gradients, gradients;
  std::vector<NamedTensor> parameters;  // after the step, statistics among them
  std::vector<NamedTensor> running;     // the optimizer's running values after the step
};

// Takes a step call by call (ZeroGrad, Forward, ComputeLoss, Backward, Step) and looks at what each
// leaves. Without gradients of activations, which no executor has.
StepTrace TraceCalls(const Network& network, const NetworkInfo& info,
                     const OptimizerOptions& optimizer, Executor& executor, ParameterStore& store,
                     const float* input, int rows, absl::Span<const Targets> targets,
                     double learning_rate);

// Trains, alone and from `from` if there is one, to the end of the epoch of this step. The step is
// taken twice: call by call, and then from the same state as in a training, which may be fused; the
// trace has the parameters and running values of the latter. Gradients of activations are as of
// ActivationGradients. OutOfRange if there is no such step.
absl::StatusOr<StepTrace> TraceStep(const TrainingTask& task, uint64_t seed, const Backend& backend,
                                    int64_t step, const std::optional<TrainingProgress>& from);

// Where two traces of one step part first.
struct TensorDifference {
  // "input", "activation", "activation gradient", "gradient", "parameter", "running value"
  std::string kind;
  std::string tensor;  // its name
  Shape shape;
  int64_t element = 0;  // row-major
  float a = 0.0f, b = 0.0f;
};
std::optional<TensorDifference> FirstDifferentElement(const StepTrace& a, const StepTrace& b);

// The value that another trace of the step has there.
float ValueAt(const StepTrace& trace, const TensorDifference& place);

// A trace as a safetensors file, and back: InvalidArgument, one line that begins with `name`, if it
// is none.
absl::StatusOr<std::string> StepTraceFile(const StepTrace& trace);
absl::StatusOr<StepTrace> ParseStepTrace(absl::string_view bytes, absl::string_view name);

}  // namespace tenfold

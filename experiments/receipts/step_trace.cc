#include "experiments/receipts/step_trace.h"

#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "engine/network/stepped_backend.h"
#include "engine/network/training_state.h"
#include "experiments/receipts/activation_gradients.h"

namespace tenfold {
namespace {

// The groups of a trace, in order, and what one of each is called.
struct Group {
  const char* kind;
  std::vector<NamedTensor> StepTrace::* tensors;
};
constexpr std::array<Group, 6> kGroups = {
    {{"input", &StepTrace::inputs},
     {"activation", &StepTrace::activations},
     {"activation gradient", &StepTrace::activation_gradients},
     {"gradient", &StepTrace::gradients},
     {"parameter", &StepTrace::parameters},
     {"running value", &StepTrace::running}}};

// Members of a file's metadata.
constexpr char kStep[] = "step", kLoss[] = "loss";

uint32_t BitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return value != value ? 0x7fc00000 : bits;  // every NaN is one
}

Shape WithRows(int64_t rows, const Shape& shape) {
  Shape result = {static_cast<int>(rows)};
  result.insert(result.end(), shape.begin(), shape.end());
  return result;
}

void AddState(const NetworkInfo& info, const OptimizerOptions& optimizer,
              const ParameterStore& store, StepTrace& trace) {
  TrainingState state = GetTrainingState(info, optimizer, store);
  trace.parameters.clear();
  trace.running.clear();
  for (size_t i = 0; i < info.parameters.size(); ++i) {
    trace.parameters.push_back(
        {info.parameters[i].name, info.parameters[i].shape, std::move(state.parameters[i])});
  }
  for (size_t s = 0; s < state.optimizer.size(); ++s) {
    for (size_t i = 0; i < info.parameters.size(); ++i) {
      if (!info.parameters[i].is_trained) continue;
      trace.running.push_back({absl::StrCat(info.parameters[i].name, " ", s),
                               info.parameters[i].shape, std::move(state.optimizer[s][i])});
    }
  }
}

// The executor has just gone through the step.
absl::Status AddActivationGradients(const Backend& backend, const Executor& executor,
                                    absl::Span<const Targets> targets, ForwardPass pass,
                                    StepTrace& trace) {
  for (size_t t = 0; t < pass.info.tensors.size(); ++t) {
    const TensorInfo& tensor = pass.info.tensors[t];
    pass.tensors.emplace_back(pass.rows / tensor.row_divisor * NumElements(tensor.shape));
    executor.CopyTensor(static_cast<int>(t), pass.tensors.back().data());
  }
  for (const NamedTensor& activation : trace.activations) {
    pass.activations.push_back(activation.values);
  }
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::vector<float>> gradients,
                           ActivationGradients(pass, backend, targets));
  for (size_t i = gradients.size(); i-- > 0;) {
    trace.activation_gradients.push_back(
        {trace.activations[i].name, trace.activations[i].shape, std::move(gradients[i])});
  }
  return absl::OkStatus();
}

}  // namespace

StepTrace TraceCalls(const Network& network, const NetworkInfo& info,
                     const OptimizerOptions& optimizer, Executor& executor, ParameterStore& store,
                     const float* input, int rows, absl::Span<const Targets> targets,
                     double learning_rate) {
  StepTrace trace;
  trace.step = store.clock().steps + 1;
  trace.inputs.push_back(
      {kInputTensor, WithRows(rows, network.input_shape),
       std::vector<float>(input, input + rows * NumElements(network.input_shape))});
  store.ZeroGrad();
  executor.Forward(input, rows);
  for (size_t b = 0; b < info.blocks.size(); ++b) {
    const std::vector<Shape>& shapes = info.blocks[b].shapes;
    const int block_rows = RowsOf(network, info, b, rows);
    for (size_t i = 0; i + 1 < shapes.size(); ++i) {
      std::vector<float> y(block_rows * NumElements(shapes[i + 1]));
      executor.CopyActivation(static_cast<int>(b), static_cast<int>(i), y.data());
      trace.activations.push_back({absl::StrCat(network.blocks[b].name, ".", i),
                                   WithRows(block_rows, shapes[i + 1]), std::move(y)});
    }
  }
  trace.loss = executor.ComputeLoss(targets);
  executor.Backward();
  for (size_t i = info.parameters.size(); i-- > 0;) {
    const ParameterInfo& parameter = info.parameters[i];
    std::vector<float> gradient(NumElements(parameter.shape));
    store.CopyGradient(static_cast<int>(i), gradient.data());
    trace.gradients.push_back({parameter.name, parameter.shape, std::move(gradient)});
  }
  executor.Step(learning_rate);
  AddState(info, optimizer, store, trace);
  return trace;
}

absl::StatusOr<StepTrace> TraceStep(const TrainingTask& task, uint64_t seed, const Backend& backend,
                                    int64_t step, const std::optional<TrainingProgress>& from) {
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  std::optional<StepTrace> trace;
  absl::Status planned;
  const SteppedBackend stepped(
      backend,
      [&](Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input,
          int rows, absl::Span<const Targets> targets, double learning_rate) {
        if (store->clock().steps + 1 != step) {
          return executor.TrainStep(input, rows, targets, learning_rate);
        }
        const TrainingState before = GetTrainingState(info, task.optimizer, *store);
        trace = TraceCalls(task.network, info, task.optimizer, executor, *store, input, rows,
                           targets, learning_rate);
        planned = AddActivationGradients(backend, executor, targets,
                                         {task.network, info, task.losses, seed,
                                          before.clock.forward_passes, rows, before.parameters},
                                         *trace);
        SetTrainingState(info, before, *store);
        const double loss = executor.TrainStep(input, rows, targets, learning_rate);
        AddState(info, task.optimizer, *store, *trace);
        return loss;
      });
  const Checkpointing checkpoints = {0, nullptr, from};
  const TrainingRun run = {&task, seed, &checkpoints};
  const absl::Status status =
      TrainTogether({&run, 1}, stepped, [&] { return !trace.has_value(); }).front().status();
  if (!status.ok() && !absl::IsCancelled(status)) return status;
  if (!planned.ok()) return planned;
  if (!trace.has_value()) {
    return absl::OutOfRangeError(absl::StrCat("the run has no step ", step));
  }
  return *std::move(trace);
}

std::optional<TensorDifference> FirstDifferentElement(const StepTrace& a, const StepTrace& b) {
  for (const Group& group : kGroups) {
    const std::vector<NamedTensor>&of_a = a.*group.tensors, &of_b = b.*group.tensors;
    for (size_t t = 0; t < of_a.size() && t < of_b.size(); ++t) {
      const NamedTensor &x = of_a[t], &y = of_b[t];
      for (size_t i = 0; i < x.values.size() && i < y.values.size(); ++i) {
        if (BitsOf(x.values[i]) == BitsOf(y.values[i])) continue;
        return TensorDifference{group.kind,  x.name,     x.shape, static_cast<int64_t>(i),
                                x.values[i], y.values[i]};
      }
    }
  }
  return std::nullopt;
}

float ValueAt(const StepTrace& trace, const TensorDifference& place) {
  for (const Group& group : kGroups) {
    if (place.kind != group.kind) continue;
    for (const NamedTensor& tensor : trace.*group.tensors) {
      if (tensor.name == place.tensor) return tensor.values.at(place.element);
    }
  }
  return 0.0f;
}

absl::StatusOr<std::string> StepTraceFile(const StepTrace& trace) {
  Safetensors file;
  // Names are sorted in a file: numbers keep the order.
  int number = 0;
  for (const Group& group : kGroups) {
    for (NamedTensor tensor : trace.*group.tensors) {
      tensor.name = absl::StrFormat("%05d/%s/%s", number++, group.kind, tensor.name);
      file.tensors.push_back(std::move(tensor));
    }
  }
  file.metadata = {{kStep, absl::StrCat(trace.step)},
                   {kLoss, absl::StrFormat("%.17g", trace.loss)}};
  return SafetensorsFile(file);
}

absl::StatusOr<StepTrace> ParseStepTrace(absl::string_view bytes, absl::string_view name) {
  TENFOLD_ASSIGN_OR_RETURN(Safetensors file, ParseSafetensors(bytes, name));
  StepTrace trace;
  if (!absl::SimpleAtoi(file.metadata[kStep], &trace.step) ||
      !absl::SimpleAtod(file.metadata[kLoss], &trace.loss)) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": is of no step of a training"));
  }
  for (NamedTensor& tensor : file.tensors) {
    const std::vector<std::string> parts = absl::StrSplit(tensor.name, absl::MaxSplits('/', 2));
    bool known = false;
    for (const Group& group : kGroups) {
      if (parts.size() != 3 || parts[1] != group.kind || tensor.dtype != "F32") continue;
      tensor.name = parts[2];
      (trace.*group.tensors).push_back(std::move(tensor));
      known = true;
      break;
    }
    if (!known)
      return absl::InvalidArgumentError(absl::StrCat(name, ": is of no step of a training"));
  }
  return trace;
}

}  // namespace tenfold

#include "engine/framework/state_tensors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

constexpr char kOptimizer[] = "optimizer.";
constexpr char kSteps[] = "steps", kForwardPasses[] = "forward_passes";
constexpr char kBatchCount[] = ".num_batches_tracked";  // PyTorch's batch norm does not need it

// What PyTorch calls an optimizer's running values.
std::vector<std::string> RunningNames(size_t states) {
  if (states == 2) return {"exp_avg", "exp_avg_sq"};
  return std::vector<std::string>(states, "momentum_buffer");
}

std::string RunningName(const std::string& of_state, const std::string& of_parameter) {
  return absl::StrCat(kOptimizer, of_state, ".", of_parameter);
}

// Takes tensors out of a file, one after the other.
class Reader {
 public:
  Reader(const Safetensors& file, absl::string_view name) : name_(name) {
    for (const NamedTensor& tensor : file.tensors) left_[tensor.name] = &tensor;
  }

  absl::StatusOr<std::vector<float>> Take(const std::string& tensor_name,
                                          const std::string& other_name, const Shape& shape,
                                          bool must_be_finite) {
    auto found = left_.find(tensor_name);
    if (found == left_.end()) found = left_.find(other_name);
    if (found == left_.end()) return Error("has no tensor ", Quoted(tensor_name));
    const NamedTensor& tensor = *found->second;
    left_.erase(found);
    if (tensor.dtype != "F32") {
      return Error("tensor ", Quoted(tensor.name), " is of type ", tensor.dtype, ", wants F32");
    }
    if (tensor.shape != shape) {
      return Error("tensor ", Quoted(tensor.name), " has the shape ", ShapeToString(tensor.shape),
                   ", wants ", ShapeToString(shape));
    }
    const auto is_finite = [](float value) { return std::isfinite(value); };
    if (must_be_finite && !std::all_of(tensor.values.begin(), tensor.values.end(), is_finite)) {
      return Error("tensor ", Quoted(tensor.name), " has a value that is no finite number");
    }
    return tensor.values;
  }

  absl::StatusOr<std::vector<std::vector<float>>> TakeWeights(const NetworkInfo& info,
                                                              bool must_be_finite) {
    const std::vector<std::string> names = TensorNames(info);
    std::vector<std::vector<float>> weights;
    for (size_t i = 0; i < info.parameters.size(); ++i) {
      const ParameterInfo& parameter = info.parameters[i];
      TENFOLD_ASSIGN_OR_RETURN(weights.emplace_back(),
                               Take(names[i], parameter.name, parameter.shape, must_be_finite));
    }
    return weights;
  }

  // Of those that were not taken the first that `matters`.
  template <typename Matters>
  absl::Status RefuseRest(Matters matters) const {
    for (const auto& left : left_) {
      if (matters(left.first)) {
        return Error("tensor ", Quoted(left.first), " is of no parameter of the network");
      }
    }
    return absl::OkStatus();
  }

  template <typename... What>
  absl::Status Error(const What&... what) const {
    return absl::InvalidArgumentError(absl::StrCat(name_, ": ", what...));
  }

 private:
  const absl::string_view name_;
  std::map<std::string, const NamedTensor*> left_;
};

// Characters in front of the layers' numbers in all names: "net." in "net.0.weight".
size_t SizeOfPrefix(const NetworkInfo& info) {
  const bool has_residual = std::any_of(info.blocks.begin(), info.blocks.end(),
                                        [](const BlockInfo& block) { return block.skip >= 0; });
  if (info.parameters.empty() || (info.blocks.size() > 1 && !has_residual)) return 0;
  const std::string& first = info.parameters[0].name;
  if (absl::ascii_isdigit(first[0])) return 0;  // the numbers come first
  const absl::string_view prefix = absl::string_view(first).substr(0, first.find('.') + 1);
  const bool is_common =
      std::all_of(info.parameters.begin(), info.parameters.end(),
                  [&](const ParameterInfo& p) { return absl::StartsWith(p.name, prefix); });
  return is_common ? prefix.size() : 0;
}

bool IsNoBatchCount(absl::string_view name) { return !absl::EndsWith(name, kBatchCount); }

}  // namespace

std::vector<std::string> TensorNames(const NetworkInfo& info) {
  const size_t prefix = SizeOfPrefix(info);
  std::vector<std::string> names;
  for (const ParameterInfo& parameter : info.parameters) {
    names.push_back(parameter.name.substr(prefix));
  }
  return names;
}

std::vector<NamedTensor> WeightTensors(const NetworkInfo& info,
                                       const std::vector<std::vector<float>>& weights) {
  const std::vector<std::string> names = TensorNames(info);
  std::vector<NamedTensor> tensors;
  for (size_t i = 0; i < weights.size(); ++i) {
    tensors.push_back({names[i], info.parameters[i].shape, weights[i]});
  }
  return tensors;
}

absl::StatusOr<std::vector<std::vector<float>>> WeightsOf(const Safetensors& file,
                                                          const NetworkInfo& info,
                                                          absl::string_view name) {
  Reader reader(file, name);
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::vector<float>> weights,
                           reader.TakeWeights(info, /*must_be_finite=*/true));
  TENFOLD_RETURN_IF_ERROR(reader.RefuseRest([](absl::string_view left) {
    return IsNoBatchCount(left) && !absl::StartsWith(left, kOptimizer);
  }));
  return weights;
}

Safetensors TrainingStateFile(const NetworkInfo& info, const TrainingState& state) {
  Safetensors file = {WeightTensors(info, state.parameters), {}};
  file.metadata[kSteps] = absl::StrCat(state.clock.steps);
  file.metadata[kForwardPasses] = absl::StrCat(state.clock.forward_passes);
  const std::vector<std::string> names = TensorNames(info);
  const std::vector<std::string> running_names = RunningNames(state.optimizer.size());
  for (size_t s = 0; s < state.optimizer.size(); ++s) {
    for (size_t i = 0; i < names.size(); ++i) {
      if (!info.parameters[i].is_trained) continue;
      file.tensors.push_back({RunningName(running_names[s], names[i]), info.parameters[i].shape,
                              state.optimizer[s][i]});
    }
  }
  return file;
}

absl::StatusOr<TrainingState> TrainingStateOf(const Safetensors& file, const NetworkInfo& info,
                                              const OptimizerOptions& optimizer,
                                              absl::string_view name) {
  Reader reader(file, name);
  TrainingState state;
  for (const auto& [key, count] :
       {std::pair{kSteps, &state.clock.steps}, {kForwardPasses, &state.clock.forward_passes}}) {
    const auto text = file.metadata.find(key);
    if (text == file.metadata.end()) {
      return reader.Error("has weights alone and no state of a training");
    }
    if (!absl::SimpleAtoi(text->second, count) || *count < 0) {
      return reader.Error(key, " is ", Quoted(text->second), ", wants a whole number");
    }
  }
  TENFOLD_ASSIGN_OR_RETURN(state.parameters, reader.TakeWeights(info, /*must_be_finite=*/false));
  const std::vector<std::string> names = TensorNames(info);
  for (const std::string& running : RunningNames(StatesPerParameter(optimizer))) {
    std::vector<std::vector<float>>& values = state.optimizer.emplace_back(names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      if (!info.parameters[i].is_trained) continue;
      const std::string wanted = RunningName(running, names[i]);
      TENFOLD_ASSIGN_OR_RETURN(values[i],
                               reader.Take(wanted, wanted, info.parameters[i].shape, false));
    }
  }
  TENFOLD_RETURN_IF_ERROR(reader.RefuseRest(IsNoBatchCount));
  return state;
}

}  // namespace tenfold

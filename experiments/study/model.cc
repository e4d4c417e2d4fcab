#include "experiments/study/model.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/network/initial_weights.h"
#include "engine/network/network.h"
#include "engine/numerics/floating_point_environment.h"

namespace tenfold::study {
namespace {

constexpr int kMaxRows = 256;  // at a time

template <typename T>
absl::Status CheckAll(const std::string& name, const std::vector<int>& shape,
                      absl::Span<const T> values) {
  const auto wrong = std::find_if(values.begin(), values.end(), [](T value) {
    return !std::isfinite(static_cast<float>(value));
  });
  if (wrong == values.end()) return absl::OkStatus();
  const size_t rows = shape.empty() ? 1 : static_cast<size_t>(shape[0]);
  const size_t row_size = std::max<size_t>(1, values.size() / rows);
  const size_t place = wrong - values.begin();
  const std::string within =
      row_size == 1 ? " (counted" : absl::StrCat(", value ", place % row_size, " (both counted");
  return absl::InvalidArgumentError(absl::StrCat(
      name, ": row ", place / row_size, within, " from 0) is ", *wrong, ", wants a finite number"));
}

}  // namespace

absl::Status CheckFinite(const std::string& name, const std::vector<int>& shape,
                         absl::Span<const float> values) {
  return CheckAll(name, shape, values);
}

absl::Status CheckFinite(const std::string& name, const std::vector<int>& shape,
                         absl::Span<const double> values) {
  return CheckAll(name, shape, values);
}

absl::StatusOr<std::vector<ParameterInfo>> ModelParameters(const Model& model) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(model.network));
  for (ParameterInfo& parameter : info.parameters) {
    parameter.name = parameter.name.substr(parameter.name.find('.') + 1);  // of "net."
  }
  return std::move(info.parameters);
}

absl::StatusOr<std::vector<float>> Answers(const Model& model, const Backend& backend,
                                           const float* inputs, int rows) {
  const ContractFloatingPoint floating_point;
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(model.network));
  const int output = info.blocks.back().output;
  bool fits = model.weights.size() == info.parameters.size();
  for (size_t i = 0; fits && i < model.weights.size(); ++i) {
    fits = static_cast<int64_t>(model.weights[i].size()) == NumElements(info.parameters[i].shape);
  }
  const int64_t row_size = NumElements(model.network.input_shape);
  const int64_t outputs = NumElements(info.tensors[output].shape);
  const auto is_scale_of = [](const Scale& scale, int64_t columns) {
    return scale.mean.size() == scale.std.size() &&
           (scale.mean.empty() || static_cast<int64_t>(scale.mean.size()) == columns);
  };
  if (!fits || !is_scale_of(model.inputs, row_size) || !is_scale_of(model.targets, outputs)) {
    return absl::InvalidArgumentError("the weights or scales are not those of the layers");
  }
  TENFOLD_ASSIGN_OR_RETURN(const std::shared_ptr<ParameterStore> store,
                           backend.MakeStore(model.network, SgdOptions{}));
  SetWeights(model.weights, *store);
  PlanOptions options;
  options.max_rows = std::max(1, std::min(rows, kMaxRows));
  options.evaluation = true;
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<Executor> executor,
                           backend.Plan(model.network, options, store));
  std::vector<float> answers(rows * outputs);
  std::vector<float> batch(options.max_rows * row_size);
  for (int first = 0; first < rows; first += kMaxRows) {
    const int count = std::min(kMaxRows, rows - first);
    for (int64_t i = 0; i < count * row_size; ++i) {
      batch[i] = model.inputs.Standardise(inputs[first * row_size + i], i % row_size);
    }
    executor->Forward(batch.data(), count);
    executor->CopyTensor(output, answers.data() + first * outputs);
  }
  for (int64_t i = 0; i < rows * outputs; ++i) {
    answers[i] = model.targets.Restore(answers[i], i % outputs);
  }
  return answers;
}

}  // namespace tenfold::study

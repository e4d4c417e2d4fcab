#include "engine/testing/named_arrays.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/network/initial_weights.h"

namespace tenfold {
namespace {

bool SameBits(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof(a)) == 0;
}

// The values of an array that `copy` fills.
template <typename Copy>
NamedArray Copied(std::string name, int64_t size, Copy copy) {
  std::vector<float> values(size);
  copy(values.data());
  return {std::move(name), {values.begin(), values.end()}};
}

}  // namespace

absl::Status CompareArrays(const std::vector<NamedArray>& expected,
                           const std::vector<NamedArray>& actual, double tolerance) {
  if (expected.size() != actual.size()) {
    return absl::InternalError(absl::StrCat(actual.size(), " arrays instead of ", expected.size()));
  }
  double scale = 0.0;
  for (const NamedArray& array : expected) {
    for (double value : array.values) scale = std::max(scale, std::fabs(value));
  }
  for (size_t a = 0; a < expected.size(); ++a) {
    const std::vector<double>& x = expected[a].values;
    const std::vector<double>& y = actual[a].values;
    if (expected[a].name != actual[a].name || x.size() != y.size()) {
      return absl::InternalError(absl::StrCat(actual[a].name, " of ", y.size(),
                                              " elements instead of ", expected[a].name, " of ",
                                              x.size()));
    }
    for (size_t i = 0; i < x.size(); ++i) {
      const bool equal =
          tolerance == 0.0 ? SameBits(x[i], y[i]) : std::fabs(x[i] - y[i]) <= tolerance * scale;
      if (equal) continue;
      return absl::InternalError(absl::StrCat(
          expected[a].name, "[", i, "] is ", y[i], " instead of ", x[i], ", off by ",
          std::fabs(y[i] - x[i]) / scale, " of the largest value, tolerance ", tolerance));
    }
  }
  return absl::OkStatus();
}

int TensorSize(const RandomCase& c, int tensor, int rows) {
  const TensorInfo& info = c.info.tensors[tensor];
  return rows / info.row_divisor * static_cast<int>(NumElements(info.shape));
}

std::vector<NamedArray> CopyActivations(const RandomCase& c, const Executor& executor, int batch,
                                        int rows) {
  std::vector<NamedArray> arrays;
  for (size_t t = 0; t < c.info.tensors.size(); ++t) {
    const int tensor = static_cast<int>(t);
    arrays.push_back(Copied(absl::StrCat("tensor ", c.info.tensors[t].name),
                            TensorSize(c, tensor, batch),
                            [&](float* values) { executor.CopyTensor(tensor, values); }));
    arrays.back().values.resize(TensorSize(c, tensor, rows));
  }
  for (size_t b = 0; b < c.network.blocks.size(); ++b) {
    const Block& block = c.network.blocks[b];
    const bool every_other = block.rows == Rows::kEven || block.rows == Rows::kOdd;
    const int divisor = c.info.tensors[c.info.blocks[b].output].row_divisor * (every_other ? 2 : 1);
    for (size_t i = 0; i < block.layers.size(); ++i) {
      const int64_t size = NumElements(c.info.blocks[b].shapes[i + 1]);
      arrays.push_back(Copied(absl::StrCat("activation ", block.name, ".", i),
                              batch / divisor * size, [&](float* values) {
                                executor.CopyActivation(static_cast<int>(b), static_cast<int>(i),
                                                        values);
                              }));
      arrays.back().values.resize(rows / divisor * size);
    }
  }
  return arrays;
}

std::vector<NamedArray> CopyParameterGradients(const RandomCase& c, const ParameterStore& store) {
  std::vector<NamedArray> arrays;
  for (size_t i = 0; i < c.info.parameters.size(); ++i) {
    const ParameterInfo& parameter = c.info.parameters[i];
    arrays.push_back(
        Copied(absl::StrCat("gradient of ", parameter.name), NumElements(parameter.shape),
               [&](float* values) { store.CopyGradient(static_cast<int>(i), values); }));
  }
  return arrays;
}

std::vector<NamedArray> CopyGradients(const RandomCase& c, const Executor& executor,
                                      const ParameterStore& store, int rows) {
  std::vector<NamedArray> arrays = CopyParameterGradients(c, store);
  arrays.push_back(Copied("gradient of the input", TensorSize(c, 0, rows),
                          [&](float* values) { executor.CopyInputGradient(values); }));
  return arrays;
}

std::vector<NamedArray> CopyParameters(const RandomCase& c, const ParameterStore& store) {
  std::vector<NamedArray> arrays;
  const std::vector<std::vector<float>> weights = GetWeights(c.info, store);
  for (size_t i = 0; i < weights.size(); ++i) {
    arrays.push_back({c.info.parameters[i].name, {weights[i].begin(), weights[i].end()}});
  }
  return arrays;
}

std::vector<NamedArray> CopyRunningValues(const RandomCase& c, const TrainingState& state) {
  std::vector<NamedArray> arrays;
  for (size_t s = 0; s < state.optimizer.size(); ++s) {
    for (size_t i = 0; i < c.info.parameters.size(); ++i) {
      const std::vector<float>& values = state.optimizer[s][i];
      arrays.push_back({absl::StrCat("running value ", s, " of ", c.info.parameters[i].name),
                        {values.begin(), values.end()}});
    }
  }
  return arrays;
}

}  // namespace tenfold

#include "engine/testing/kinks.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/check.h"
#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/activations.h"
#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

// A deviation of this many distances is as good as one distance from a kink.
constexpr double kDistancesOfADeviation = 60.0;

// Whether it is an activation whose derivative jumps there.
bool HasKinkAtZero(const Layer& layer) {
  return std::visit(
      [](const auto& options) {
        if constexpr (Activations::kHas<std::decay_t<decltype(options)>>) {
          const auto function = reference::FunctionOf<double>(options);
          const auto slope = [&](double x) {
            return function.Backward(x, function.Forward(x), 1.0);
          };
          return std::fabs(slope(1e-9) - slope(-1e-9)) > 1e-6;
        }
        return false;
      },
      layer);
}

float DistanceToZero(int64_t size, const float* input) {
  float distance = INFINITY;
  for (int64_t i = 0; i < size; ++i) distance = std::min(distance, std::fabs(input[i]));
  return distance;
}

float MaxPool2dDistance(int planes, const Shape& shape, const MaxPool2d& pool, const float* input) {
  float distance = INFINITY;
  const int height = shape[1], width = shape[2], k = pool.kernel_size;
  const int least = pool.ceil_mode ? 1 : k;  // of a window's rows and columns
  for (int plane = 0; plane < planes; ++plane, input += height * width) {
    for (int y = 0; y + least <= height; y += k) {
      for (int x = 0; x + least <= width; x += k) {
        float max = -INFINITY, second = -INFINITY;  // second: of the values below the maximum
        for (int i = 0; i < k * k; ++i) {
          if (y + i / k >= height || x + i % k >= width) continue;
          const float value = input[(y + i / k) * width + x + i % k];
          if (value > max) {
            second = max;
            max = value;
          } else if (value < max) {
            second = std::max(second, value);
          }
        }
        distance = std::min(distance, max - second);
      }
    }
  }
  return distance;
}

// A small deviation of count values, from their sum and that of their squares.
float DeviationDistance(double sum, double squares, double count) {
  const double variance = squares / count - sum / count * (sum / count);
  return static_cast<float>(std::sqrt(std::max(0.0, variance)) / kDistancesOfADeviation);
}

float LayerNormDistance(int rows, int features, const float* input) {
  float distance = INFINITY;
  for (int n = 0; n < rows; ++n, input += features) {
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < features; ++i) {
      const double x = input[i];
      sum += x;
      squares += x * x;
    }
    distance = std::min(distance, DeviationDistance(sum, squares, features));
  }
  return distance;
}

// The smallest deviation of a feature; rows of `positions` values for each.
float BatchNormDistance(int rows, int features, int64_t positions, const float* input) {
  float distance = INFINITY;
  for (int c = 0; c < features; ++c) {
    double sum = 0.0, squares = 0.0;
    for (int n = 0; n < rows; ++n) {
      for (int64_t p = 0; p < positions; ++p) {
        const double x = input[(int64_t{n} * features + c) * positions + p];
        sum += x;
        squares += x * x;
      }
    }
    const double count = static_cast<double>(rows) * static_cast<double>(positions);
    distance = std::min(distance, DeviationDistance(sum, squares, count));
  }
  return distance;
}

// Of an absolute loss: how close an output comes to its target.
float AbsoluteLossDistance(const RandomCase& c, int rows, const Executor& executor) {
  float distance = INFINITY;
  for (size_t i = 0; i < c.losses.size(); ++i) {
    if (c.losses[i].kind != LossKind::kAbsolute) continue;
    const int t = *c.info.FindTensor(c.losses[i].tensor);
    const TensorInfo& tensor = c.info.tensors[t];
    std::vector<float> output(rows / tensor.row_divisor * NumElements(tensor.shape));
    executor.CopyTensor(t, output.data());
    for (size_t j = 0; j < output.size(); ++j) {
      distance = std::min(distance, std::fabs(output[j] - c.target_values[i][j]));
    }
  }
  return distance;
}

float Distance(const Layer& layer, const Shape& shape, int rows, const float* input) {
  if (HasKinkAtZero(layer)) return DistanceToZero(rows * NumElements(shape), input);
  if (std::holds_alternative<LayerNorm>(layer)) return LayerNormDistance(rows, shape[0], input);
  if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
    return MaxPool2dDistance(rows * shape[0], shape, *pool, input);
  }
  if (std::holds_alternative<BatchNorm1d>(layer) || std::holds_alternative<BatchNorm2d>(layer)) {
    return BatchNormDistance(rows, shape[0], NumElements(shape) / shape[0], input);
  }
  return INFINITY;
}

}  // namespace

float DistanceToKinks(const RandomCase& c, const TrainingSetting& setting) {
  float distance = INFINITY;
  KernelHooks<float> hooks;
  hooks.before_forward = [&](const Layer& layer, const blockwise::KernelContext<float>& context,
                             int rows, const float* input) {
    distance = std::min(distance, Distance(layer, context.input_shape, rows, input));
  };
  const blockwise::BlockwiseBackend<float> backend(
      "watching", HookedKernels<float>(reference::MakeKernel<float>, hooks));
  auto executor = MakeExecutor(backend, c, MakeStore(backend, c, setting.optimizer));
  for (int rows : TrainingSteps(c)) {
    executor->TrainStep(c.input.data(), rows, c.targets(), setting.learning_rate);
    distance = std::min(distance, AbsoluteLossDistance(c, rows, *executor));
  }
  return distance;
}

RandomCase DrawCaseAwayFromKinks(CaseKind kind, uint64_t seed, uint32_t number, CaseSize size,
                                 float distance) {
  for (uint32_t attempt = 0; attempt < 1000; ++attempt) {
    RandomCase c = DrawCase(kind, seed, number + 1000 * attempt, size);
    bool away = true;
    for (const TrainingSetting& setting : TrainingSettings()) {
      away = away && DistanceToKinks(c, setting) >= distance;
    }
    if (away) return c;
  }
  TENFOLD_CHECK(false, "no case of ", CaseKindName(kind), " stays ", distance, " away from kinks");
}

}  // namespace tenfold

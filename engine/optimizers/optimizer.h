// Optimizers: how a parameter follows its gradient.
//
// Scalars that depend on the step alone are computed in double and rounded once to T; powers are
// repeated products.
#pragma once

#include <cmath>
#include <cstdint>
#include <variant>
#include <vector>

#include "engine/numerics/contract.h"
#include "engine/optimizers/adam_constants.h"

namespace tenfold {

// Sutskever et al. 2013, in PyTorch's form: v = momentum * v + g; p -= learning_rate * v, or with
// Nesterov's momentum p -= learning_rate * (g + momentum * v).
struct SgdOptions {
  double momentum = 0.0;
  bool nesterov = false;
  double max_grad_norm = 0.0;
};

// Kingma & Ba 2015, algorithm 1: m and v are running means of g and g^2,
//   p -= learning_rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
// With a decay it is AdamW (Loshchilov & Hutter 2019) on all parameters, like PyTorch's, and before
// that p *= 1 - learning_rate * weight_decay.
struct AdamOptions {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.0;
  double max_grad_norm = 0.0;
};

using OptimizerOptions = std::variant<SgdOptions, AdamOptions>;

// The largest norm of the gradients of all parameters together: what is longer is shortened to it
// before the update (gradient_norm.h). 0 does not limit it.
inline double MaxGradNorm(const OptimizerOptions& options) {
  return std::visit([](const auto& of_kind) { return of_kind.max_grad_norm; }, options);
}

// The number of running values that the optimizer keeps per parameter.
inline int StatesPerParameter(const OptimizerOptions& options) {
  if (const auto* sgd = std::get_if<SgdOptions>(&options)) return sgd->momentum != 0.0 ? 1 : 0;
  return 2;
}

// Counts steps for all parameters of a network.
struct OptimizerClock {
  int64_t steps = 0;
  double beta1_power = 1.0;
  double beta2_power = 1.0;

  // The clock that has counted so many steps.
  static OptimizerClock After(const OptimizerOptions& options, int64_t steps) {
    OptimizerClock clock;
    while (clock.steps < steps) {
      const double beta1_power = clock.beta1_power, beta2_power = clock.beta2_power;
      clock.Advance(options);
      // A power that has become 0, or cannot become smaller, stays.
      if (clock.beta1_power == beta1_power && clock.beta2_power == beta2_power) break;
    }
    clock.steps = steps;
    return clock;
  }

  void Advance(const OptimizerOptions& options) {
    ++steps;
    if (const auto* adam = std::get_if<AdamOptions>(&options)) {
      beta1_power *= adam->beta1;
      beta2_power *= adam->beta2;
    }
  }
};

// value, grad: [n]. velocity: [n], null without momentum.
template <typename T>
void SgdUpdate(const SgdOptions& options, double learning_rate, int64_t n, const T* grad, T* value,
               T* velocity) {
  const T rate = static_cast<T>(learning_rate);
  const T momentum = static_cast<T>(options.momentum);
  for (int64_t i = 0; i < n; ++i) {
    T direction = grad[i];
    if (velocity != nullptr) {
      velocity[i] = std::fma(momentum, velocity[i], grad[i]);
      direction = options.nesterov ? std::fma(momentum, velocity[i], grad[i]) : velocity[i];
    }
    value[i] = std::fma(-rate, direction, value[i]);
  }
}

// `clock` has counted this step.
template <typename T>
AdamConstants<T> AdamConstantsOf(const AdamOptions& options, const OptimizerClock& clock,
                                 double learning_rate) {
  return {static_cast<T>(options.beta1),
          static_cast<T>(options.beta2),
          static_cast<T>(1.0 - options.beta1),
          static_cast<T>(1.0 - options.beta2),
          static_cast<T>(options.epsilon),
          static_cast<T>(learning_rate / (1.0 - clock.beta1_power)),
          static_cast<T>(1.0 / std::sqrt(1.0 - clock.beta2_power)),
          static_cast<T>(1.0 - learning_rate * options.weight_decay)};
}

// value, grad, mean (m), mean_of_squares (v): [n].
template <typename T>
void AdamUpdate(const AdamConstants<T>& a, int64_t n, const T* grad, T* value, T* mean,
                T* mean_of_squares) {
  for (int64_t i = 0; i < n; ++i) {
    const T g = grad[i];
    mean[i] = std::fma(a.beta1, mean[i], a.one_minus_beta1 * g);
    mean_of_squares[i] = std::fma(a.beta2, mean_of_squares[i], a.one_minus_beta2 * g * g);
    const T denominator = std::fma(std::sqrt(mean_of_squares[i]), a.root_scale, a.epsilon);
    value[i] = std::fma(-a.step_size, mean[i] / denominator, a.kept * value[i]);
  }
}

// grad, value: [n]. states: StatesPerParameter arrays of n values each, zero before the first step.
// Vector is a std::vector of float or double. `clock` has counted this step.
template <typename Vector>
void Update(const OptimizerOptions& options, const OptimizerClock& clock, double learning_rate,
            const Vector& grad, Vector& value, std::vector<Vector>& states) {
  const int64_t n = static_cast<int64_t>(value.size());
  if (const auto* sgd = std::get_if<SgdOptions>(&options)) {
    SgdUpdate(*sgd, learning_rate, n, grad.data(), value.data(),
              states.empty() ? nullptr : states[0].data());
  } else {
    using T = typename Vector::value_type;
    AdamUpdate(AdamConstantsOf<T>(std::get<AdamOptions>(options), clock, learning_rate), n,
               grad.data(), value.data(), states[0].data(), states[1].data());
  }
}

}  // namespace tenfold

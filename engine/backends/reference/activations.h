#pragma once

#include <cmath>

#include "engine/backends/blockwise/kernel.h"
#include "engine/numerics/math.h"

namespace tenfold::reference {

// An activation is a struct with Forward(x) = y and Backward(x, y, dy) = dx, and a FunctionOf at
// the end of this file.
template <typename T, typename Function>
class ActivationKernel final : public blockwise::LayerKernel<T> {
 public:
  ActivationKernel(const Function& function, const blockwise::KernelContext<T>& context)
      : function_(function), size_(NumElements(context.input_shape)) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int64_t i = 0; i < rows * size_; ++i) output[i] = function_.Forward(input[i]);
  }

  void Backward(int rows, const T* input, const T* output, const T* grad_output,
                T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int64_t i = 0; i < rows * size_; ++i) {
      grad_input[i] = function_.Backward(input[i], output[i], grad_output[i]);
    }
  }

 private:
  const Function function_;
  const int64_t size_;
};

template <typename T>
struct ReLUFunction {
  T Forward(T x) const { return x < 0 ? T{0} : x; }
  T Backward(T, T y, T dy) const { return y > 0 ? dy : T{0}; }
};

// dx = dy * (1 - y^2), with one rounding of 1 - y^2.
template <typename T>
struct TanhFunction {
  T Forward(T x) const { return TanH(x); }
  T Backward(T, T y, T dy) const { return dy * std::fma(-y, y, T{1}); }
};

template <typename T>
struct LeakyReLUFunction {
  T slope;

  T Forward(T x) const { return x < 0 ? slope * x : x; }
  T Backward(T, T y, T dy) const { return y > 0 ? dy : slope * dy; }
};

// 1 / (1 + e^-x) by e = e^-|x|, which does not overflow.
template <typename T>
T SigmoidOf(T x) {
  const T e = Exp(-std::fabs(x));
  return (x < 0 ? e : T{1}) / (T{1} + e);
}

// dx = dy * (y - y^2), with one rounding of y - y^2.
template <typename T>
struct SigmoidFunction {
  T Forward(T x) const { return SigmoidOf(x); }
  T Backward(T, T y, T dy) const { return dy * std::fma(-y, y, y); }
};

// x s(2 u) with the sigmoid s and 2 u = x (a + b x^2). At -11 the sigmoid is 0 and at 11 it is 1:
// with x limited to that nothing overflows.
template <typename T>
struct GELUFunction {
  static constexpr T kLimit = 11;
  static constexpr T kA = static_cast<T>(1.5957691216057308);    // 2 sqrt(2 / pi)
  static constexpr T kB = static_cast<T>(0.071354816272600248);  // kA * 0.044715
  static constexpr T kThreeB = static_cast<T>(0.21406444881780074);

  static T Limited(T x) { return x < -kLimit ? -kLimit : (x > kLimit ? kLimit : x); }
  static T SigmoidAt(T c) { return SigmoidOf(c * std::fma(kB, c * c, kA)); }

  T Forward(T x) const { return (x < -kLimit ? -kLimit : x) * SigmoidAt(Limited(x)); }
  // The derivative is s + x s (1 - s) (a + 3 b x^2).
  T Backward(T x, T, T dy) const {
    const T c = Limited(x), s = SigmoidAt(c);
    return dy * std::fma(c * std::fma(-s, s, s), std::fma(kThreeB, c * c, kA), s);
  }
};

template <typename T>
struct ELUFunction {
  T alpha;

  T Forward(T x) const { return x < 0 ? alpha * (Exp(x) - T{1}) : x; }
  T Backward(T, T y, T dy) const { return y > 0 ? dy : dy * (y + alpha); }
};

// max(x, 0) + log(1 + e) with e = e^-|x|. What u = 1 + e rounds away is added to log u, whose slope
// there is nearly 1: else small values would lose their digits.
template <typename T>
struct SoftplusFunction {
  T Forward(T x) const {
    const T e = Exp(-std::fabs(x)), u = T{1} + e;
    return (x < 0 ? T{0} : x) + (Log(u) + (e - (u - T{1})));
  }
  T Backward(T x, T, T dy) const { return dy * SigmoidOf(x); }
};

// The struct of a layer; void for layers that are no activations.
template <typename T, typename L>
void FunctionOf(const L&) {}
template <typename T>
ReLUFunction<T> FunctionOf(const ReLU&) {
  return {};
}
template <typename T>
TanhFunction<T> FunctionOf(const Tanh&) {
  return {};
}
template <typename T>
LeakyReLUFunction<T> FunctionOf(const LeakyReLU& layer) {
  return {static_cast<T>(layer.negative_slope)};
}
template <typename T>
SigmoidFunction<T> FunctionOf(const Sigmoid&) {
  return {};
}
template <typename T>
GELUFunction<T> FunctionOf(const GELU&) {
  return {};
}
template <typename T>
ELUFunction<T> FunctionOf(const ELU& layer) {
  return {static_cast<T>(layer.alpha)};
}
template <typename T>
SoftplusFunction<T> FunctionOf(const Softplus&) {
  return {};
}

}  // namespace tenfold::reference

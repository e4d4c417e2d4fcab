// Activations: functions of one number, element by element. Everything that is said of each of
// them, in any folder, goes by the list `Activations` below.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The number that an activation has as an option: above 0 as a float, and at most `most`.
template <class A>
struct ActivationOption {
  const char* name;
  double A::* value;
  double most;
};

// output = input < 0 ? 0 : input, so NaN and -0 stay what they are. The derivative is 1 where the
// output is positive and 0 elsewhere.
struct ReLU {
  static constexpr char kName[] = "ReLU";
};

// output = tanh(input); the derivative is 1 - output^2.
struct Tanh {
  static constexpr char kName[] = "Tanh";
};

// output = input < 0 ? negative_slope * input : input, so NaN and -0 stay what they are. The
// derivative is 1 where the output is positive and negative_slope elsewhere.
struct LeakyReLU {
  explicit LeakyReLU(double negative_slope = 0.01) : negative_slope(negative_slope) {}

  double negative_slope;

  static constexpr char kName[] = "LeakyReLU";
  static constexpr ActivationOption<LeakyReLU> kOption = {"negative_slope",
                                                          &LeakyReLU::negative_slope, 1.0};
};

// output = 1 / (1 + exp(-input)); the derivative is output - output^2.
struct Sigmoid {
  static constexpr char kName[] = "Sigmoid";
};

// Hendrycks & Gimpel 2016, with tanh in place of the error function:
//   output = input / 2 * (1 + tanh(u)),  u = sqrt(2 / pi) * (input + 0.044715 * input^3)
// As 1 + tanh(u) = 2 / (1 + exp(-2 u)) it is computed as a product with a sigmoid.
struct GELU {
  static constexpr char kName[] = "GELU";
};

// output = input < 0 ? alpha * (exp(input) - 1) : input (Clevert et al. 2015). The derivative is 1
// where the output is positive and output + alpha elsewhere.
struct ELU {
  explicit ELU(double alpha = 1.0) : alpha(alpha) {}

  double alpha;

  static constexpr char kName[] = "ELU";
  static constexpr ActivationOption<ELU> kOption = {"alpha", &ELU::alpha, 100.0};
};

// output = log(1 + exp(input)); the derivative is the sigmoid.
struct Softplus {
  static constexpr char kName[] = "Softplus";
};

// List<Before..., every activation>. New ones go to the end.
template <template <class...> class List, class... Before>
using WithActivations = List<Before..., ReLU, Tanh, LeakyReLU, Sigmoid, GELU, ELU, Softplus>;

template <class... As>
struct ActivationList {
  static constexpr int kSize = sizeof...(As);

  // kSize for what is not in the list.
  template <class L>
  static constexpr int PlaceOf() {
    int place = 0;
    bool found = false;
    ((found = found || std::is_same_v<L, As>, place += found ? 0 : 1), ...);
    return place;
  }
  template <class L>
  static constexpr bool kHas = PlaceOf<L>() < kSize;

  // Calls visit with each activation, its option at the default.
  template <class Visit>
  static void ForEach(Visit visit) {
    (visit(As()), ...);
  }
};
using Activations = WithActivations<ActivationList>;

template <class A, class = void>
inline constexpr bool kHasOption = false;
template <class A>
inline constexpr bool kHasOption<A, std::void_t<decltype(A::kOption)>> = true;

// 0 for an activation without one.
template <class A>
double OptionOf(const A& activation) {
  if constexpr (kHasOption<A>) return activation.*A::kOption.value;
  return 0.0;
}

// "ELU()", or "ELU(alpha=0.5)" for another value than the default.
std::string ActivationText(const char* name, const char* option, double value, double otherwise);
absl::Status CheckOption(const std::string& activation, const char* option, double value,
                         double most);

template <class A, class = std::enable_if_t<Activations::kHas<A>>>
std::string ToString(const A& activation) {
  const char* option = "";
  if constexpr (kHasOption<A>) option = A::kOption.name;
  return ActivationText(A::kName, option, OptionOf(activation), OptionOf(A()));
}

template <class A, class = std::enable_if_t<Activations::kHas<A>>>
absl::StatusOr<Shape> OutputShape(const A& activation, const Shape& input) {
  if constexpr (kHasOption<A>) {
    const absl::Status status =
        CheckOption(ToString(activation), A::kOption.name, OptionOf(activation), A::kOption.most);
    if (!status.ok()) return status;
  }
  return input;
}

template <class A, class = std::enable_if_t<Activations::kHas<A>>>
std::vector<ParameterInfo> ParametersOf(const A&) {
  return {};
}

}  // namespace tenfold

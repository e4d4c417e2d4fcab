#include "engine/backends/simd/units/unit.h"

#include <type_traits>
#include <variant>

#include "absl/strings/string_view.h"

namespace tenfold::simd {
namespace {

// 0 if it is not there.
int PlaceInTable(absl::string_view layer) {
  const ActivationTable& table = scalar::kKernels.activations;
  for (int place = 1; place < table.size; ++place) {
    if (layer == table.of[place].layer) return place;
  }
  return 0;
}

template <class A>
constexpr Activation kKindOf = std::is_same_v<A, ReLU>        ? Activation::kReLU
                               : std::is_same_v<A, LeakyReLU> ? Activation::kLeakyReLU
                                                              : Activation::kOther;

struct Plan {
  template <class L>
  PlannedActivation operator()(const L& layer) const {
    if constexpr (Activations::kHas<L>) {
      const int place = PlaceInTable(L::kName);
      if (place > 0) return {kKindOf<L>, place, static_cast<float>(OptionOf(layer))};
    }
    return {};
  }
};

}  // namespace

PlannedActivation ActivationAt(const std::vector<Layer>& layers, size_t i) {
  return i < layers.size() ? std::visit(Plan(), layers[i]) : PlannedActivation();
}

}  // namespace tenfold::simd

#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {
namespace {

struct Plan {
  PlannedActivation operator()(const ReLU&) const { return {Activation::kReLU}; }
  PlannedActivation operator()(const Tanh&) const { return {Activation::kTanh}; }
  PlannedActivation operator()(const LeakyReLU& layer) const {
    return {Activation::kLeakyReLU, static_cast<float>(layer.negative_slope)};
  }
  PlannedActivation operator()(const Sigmoid&) const { return {Activation::kSigmoid}; }
  PlannedActivation operator()(const GELU&) const { return {Activation::kGELU}; }
  PlannedActivation operator()(const ELU& layer) const {
    return {Activation::kELU, static_cast<float>(layer.alpha)};
  }
  PlannedActivation operator()(const Softplus&) const { return {Activation::kSoftplus}; }
  template <class L>
  PlannedActivation operator()(const L&) const {
    return {};
  }
};

}  // namespace

PlannedActivation ActivationAt(const std::vector<Layer>& layers, size_t i) {
  return i < layers.size() ? std::visit(Plan(), layers[i]) : PlannedActivation();
}

}  // namespace tenfold::simd

#pragma once

#include <memory>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/store.h"
#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

// A block as a chain of fused units.
class SimdBlock final : public blockwise::BlockKernel<float> {
 public:
  SimdBlock(const blockwise::BlockContext& context, SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const float* input, float* output) override;
  void Backward(int rows, const float* grad_output, float* grad_input) override;
  void CopyActivation(int layer, int rows, float* values) const override;

  // Those that `reference`'s kernels compute.
  std::vector<int> LayersByReference() const;

 private:
  struct PlannedUnit {
    std::unique_ptr<Unit> unit;
    int first_layer;
    bool is_layer = true;
  };

  const int input_size_, output_size_;
  std::vector<PlannedUnit> units_;
  const float* input_ = nullptr;  // of the last Forward
};

}  // namespace tenfold::simd

#pragma once

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "engine/network/network.h"

namespace tenfold {

// The layers of one block, planned for its shapes. Arrays are dense and in canonical layout: [rows,
// features].
template <typename T>
class BlockKernel {
 public:
  virtual ~BlockKernel() = default;

  // `input` stays as it is until Backward has used it.
  virtual void Forward(int rows, const T* input, T* output) = 0;

  // Adds to the gradients of the block's parameters (or, within a training step, may update them at
  // once) and writes grad_input, which is null where nobody needs it.
  virtual void Backward(int rows, const T* grad_output, T* grad_input) = 0;

  // The output of one layer in the last Forward, with the parameters that it had then.
  virtual void CopyActivation(int layer, int rows, float* values) const = 0;
};

struct BlockContext {
  const Block& block;
  const BlockInfo& info;
  int max_rows;  // that the block computes
  bool needs_grad_input;
  bool evaluation;  // PlanOptions::evaluation
  uint64_t seed;    // PlanOptions::seed
  const int64_t* step;
};

template <typename T>
using BlockFactory =
    std::function<absl::StatusOr<std::unique_ptr<BlockKernel<T>>>(const BlockContext& context)>;

}  // namespace tenfold

// The scalars of one step of Adam, in a header without code: kernels that are compiled for one
// instruction set may include it.
#pragma once

namespace tenfold {

template <typename T>
struct AdamConstants {
  T beta1, beta2, one_minus_beta1, one_minus_beta2, epsilon;
  T step_size;   // learning_rate / (1 - beta1^t)
  T root_scale;  // 1 / sqrt(1 - beta2^t)
  T kept;        // of the value: 1 - learning_rate * weight_decay
};

}  // namespace tenfold

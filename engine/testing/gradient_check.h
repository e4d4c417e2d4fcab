// Backward against finite differences of the loss, in double precision.
#pragma once

#include <string>

#include "engine/backends/blockwise/executor.h"
#include "engine/testing/random_networks.h"

namespace tenfold {

// The central difference (L(x + h) - L(x - h)) / 2h with h = 1e-6 is off by h^2 L''' / 6, of order
// 1e-12, and by the rounding of L, a few 1e-16 of a number of order one, divided by h: about 1e-9
// at worst. A wrong term is off by far more than this: gradients are of order 1e-3 and above.
inline constexpr double kGradientTolerance = 3e-8;

struct GradientCheck {
  int checked = 0;
  // Elements without a derivative to compare with: a kink (of a ReLU, a maximum) lies within h.
  // That shows in the differences for h and h / 2, which agree within the tolerance otherwise; what
  // Backward says plays no part in it.
  int skipped = 0;
  double largest_error = 0.0;  // |Backward - difference| / max(1, |difference|)
  std::string where;           // the element of the largest error with both numbers
};

// Runs `c` with these kernels and compares the gradients of the loss with respect to the input and
// every parameter, at a few elements of each.
GradientCheck CheckGradients(const RandomCase& c,
                             const blockwise::KernelFactory<double>& make_kernel);

}  // namespace tenfold

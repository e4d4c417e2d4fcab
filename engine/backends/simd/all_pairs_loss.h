#pragma once

#include <cstdint>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::simd {

// engine/losses/all_pairs.h by matrix products. Keeps its arrays for the next batch.
class AllPairsLoss {
 public:
  explicit AllPairsLoss(const Kernels& kernels) : kernels_(kernels) {}

  double LossAndGradient(int rows, int features, const float* output, const int32_t* classes,
                         double weight, double least_probability, float* grad);

 private:
  const Kernels& kernels_;
  // Probabilities, their sums from a class on, and both gradients: [rows][padded features].
  AlignedVector<float> p_, from_, g_, h_;
  AlignedVector<float> from_transposed_;  // [features][padded rows]
  AlignedVector<float> pairs_;            // [rows][padded rows]
  AlignedVector<float> log_likelihoods_;  // of one row
  AlignedVector<int32_t> classes_;        // with room for whole vectors
  AlignedVector<float> up_to_, u_;        // of one row
};

}  // namespace tenfold::simd

#include <arm_neon.h>

#include "benchmarks/machine/peak.h"

namespace tenfold::benchmarks {
namespace {

// Enough for four units with a latency of up to six.
constexpr int kChains = 24;

float FmaLoopNeon(int64_t iterations) {
  const float32x4_t a = vdupq_n_f32(0.999f), b = vdupq_n_f32(0.001f);
  float32x4_t c[kChains];
  for (int j = 0; j < kChains; ++j) c[j] = vdupq_n_f32(static_cast<float>(j));
  for (int64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 24
    for (int j = 0; j < kChains; ++j) c[j] = vfmaq_f32(c[j], a, b);
  }
  float32x4_t sum = c[0];
  for (int j = 1; j < kChains; ++j) sum = vaddq_f32(sum, c[j]);
  return vaddvq_f32(sum);
}

}  // namespace

const std::vector<FmaLoop>& AvailableFmaLoops() {
  static const std::vector<FmaLoop> loops = {{"neon", 2.0 * 4 * kChains, FmaLoopNeon}};
  return loops;
}

}  // namespace tenfold::benchmarks

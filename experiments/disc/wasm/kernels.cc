// The kernels of the scalar instruction set with one lane in place of four.
#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd::scalar {
namespace {

constexpr int kWidth = 1;
// The rows of results are of even length: no vector is left alone.
constexpr int kMaxRows1 = 1, kMaxRows2 = 3, kMaxRows3 = 0, kMaxRows4 = 0;
typedef float V __attribute__((vector_size(4)));
typedef int I __attribute__((vector_size(4)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) { return V{__builtin_fmaf(a[0], b[0], c[0])}; }
[[gnu::always_inline]] inline V Sqrt(V a) { return V{__builtin_sqrtf(a[0])}; }
[[gnu::always_inline]] inline V Max(V a, V b) { return a > b ? a : b; }
[[gnu::always_inline]] inline V Min(V a, V b) { return a < b ? a : b; }

#include "engine/backends/simd/kernels/lane_masks.inc"

// out[j * out_row] = rows > 0 ? in[j] : 0 for j < columns, of which there is one.
[[gnu::always_inline]] inline void TransposeBlock(int rows, int, const float* in, long, float* out,
                                                  long) {
  out[0] = rows > 0 ? in[0] : 0.0f;
}

// clang-format off
#include "engine/backends/simd/kernels/vector.inc"
#include "engine/backends/simd/kernels/arrays.inc"
#include "engine/backends/simd/kernels/activations.inc"
#include "engine/backends/simd/kernels/gemm.inc"
// clang-format on

constexpr ActivationKernels kActivationsOfTheDisc[] = {
    {}, KernelsOf<ReLUActivation>("ReLU"), KernelsOf<TanhActivation>("Tanh")};

}  // namespace

// Those that a network of the disc, its losses and its optimizers ask for; the others are null.
const Kernels kKernels = {"scalar",
                          Gemm,
                          /*gemm_runs=*/nullptr,
                          DotProducts,
                          TableOf(kActivationsOfTheDisc),
                          KeepWherePositive,
                          Transpose,
                          Sgd,
                          Adam,
                          /*cross_entropy=*/nullptr,
                          /*compare_row=*/nullptr,
                          /*exp=*/nullptr,
                          /*log=*/nullptr,
                          Tanh,
                          /*conv=*/{},
                          /*pool=*/{},
                          /*batch_norm=*/{}};

}  // namespace tenfold::simd::scalar

// The inner loops of the backend, once per instruction set.
//
// Lanes always lie over outputs and every sum over k is one chain of fused multiply-adds in
// ascending order, so the width of a vector and the shape of a tile change no bit. Matrices are
// row-major; a padded row has a multiple of kLanes floats, and what is in its pad never reaches
// another lane.
#pragma once

#include <utility>

#include "engine/backends/simd/kernels/batch_norm_kernels.h"
#include "engine/backends/simd/kernels/conv_kernels.h"
#include "engine/backends/simd/kernels/lane_kernels.h"
#include "engine/numerics/contract.h"
#include "engine/optimizers/adam_constants.h"

namespace tenfold::simd {

inline constexpr int kLanes = 16;

// The least multiple of kLanes that is not below n.
[[gnu::always_inline]] constexpr int Padded(int n) { return (n + kLanes - 1) / kLanes * kLanes; }

// From one row of n features to the next. Rows a multiple of 2 KiB apart would share a few sets of
// the caches.
[[gnu::always_inline]] constexpr int RowLength(int n) {
  return Padded(n) % 512 == 0 ? Padded(n) + kLanes : Padded(n);
}

// Features of a row of logits that the kernel of the cross-entropy has room for.
inline constexpr int kMaxClasses = 64;

// What becomes of a finished sum s for the element c of the result.
enum class Epilogue {
  kStore,          // c = s
  kReLU,           // c = s < 0 ? 0 : s
  kPositive,       // c = mask > 0 ? s : 0
  kSgd,            // c -= rate * s, fused
  kLeakyReLU,      // c = s < 0 ? slope * s : s
  kLeakyPositive,  // c = mask > 0 ? s : slope * s
};

// The activations that matrix products can have as an epilogue, and all others.
enum class Activation { kNone, kReLU, kLeakyReLU, kOther };

// The derivative of most is a function of the output y, so that y is what the backward pass wants;
// that of the others is computed with y and kept. `option` is the layer's (OptionOf), n a multiple
// of kLanes. Arrays may be the same.
struct ActivationKernels {
  const char* layer;  // its name
  bool keeps_derivative;
  // y = f(x), and with keeps_derivative derivative = f'(x).
  void (*forward)(long n, float option, const float* x, float* y, float* derivative);
  // dx = dy * f'(x); kept: the derivative or y.
  void (*backward)(long n, float option, const float* kept, const float* dy, float* dx);
};
// The first is none. Places are the same for all instruction sets.
struct ActivationTable {
  const ActivationKernels* of;
  int size;
};

// c[i, j] = epilogue(init_j + sum_k a[i, k] * b[k, j]) for i < m, j < n (n a multiple of kLanes), k
// ascending.
struct GemmArguments {
  int m, n, k;
  const float* a;  // a[i, k] = a[i * a_row + k * a_column]
  long a_row, a_column;
  const float* b;  // b[k, j] = b[k * b_row + j]
  long b_row;
  const float* init;      // [n], the same for all rows; null: zero
  const float* row_init;  // [m], the same for all columns, in place of init; null: none
  bool add_to_c;          // the sum starts at c instead
  float* c;               // c[i, j] = c[i * c_row + j]
  long c_row;
  float* ones_c;  // [n]; as one more row of c, where a is 1; null: none
  Epilogue epilogue;
  const float* mask;  // laid out as c
  float rate;
  float slope;
};

// Where a run of terms begins: at `a` floats behind GemmArguments::a and `b` behind b.
struct GemmRun {
  long a, b;
};

// The sum goes over k terms of each run, one run after the other; without ones_c.
struct GemmRunArguments : GemmArguments {
  const GemmRun* runs;
  int run_count;
};

struct Kernels {
  const char* isa;

  void (*gemm)(const GemmArguments& arguments);
  void (*gemm_runs)(const GemmRunArguments& arguments);

  // y[i] = init + sum over j of a[i * a_row + j] * b[j] for i < m, j < k ascending. A row of a and
  // of b has room for Padded(k) floats, y for Padded(m).
  void (*dot_products)(int m, int k, const float* a, long a_row, const float* b, float init,
                       float* y);

  ActivationTable activations;

  // to[i] = mask[i] > 0 ? from[i] : 0; n a multiple of kLanes.
  void (*keep_where_positive)(long n, const float* mask, const float* from, float* to);

  // out[j * out_row + i] = in[i * in_row + j] for i < rows, 0 for rows <= i < Padded(rows), for j <
  // columns. A row of `in` has room for Padded(columns) floats.
  void (*transpose)(int rows, int columns, const float* in, long in_row, float* out, long out_row);

  // engine/optimizers' updates of n values, a multiple of kLanes; velocity null without momentum.
  void (*sgd)(long n, float rate, float momentum, bool nesterov, const float* grad, float* value,
              float* velocity);
  void (*adam)(long n, const AdamConstants<float>& constants, const float* grad, float* value,
               float* mean, float* mean_of_squares);

  // engine/losses' cross-entropy: adds to grad, returns the sum over the rows. output, grad: [rows,
  // features], features at most kMaxClasses. The targets of the class and of the others; without
  // smoothing they are 1 and 0. class_weights: [features], or null.
  double (*cross_entropy)(int rows, int features, const float* output, const int* classes,
                          float scale, bool smoothed, float of_class, float others,
                          const float* class_weights, float* grad);

  // One row of engine/losses' all pairs: from the probabilities of comparing with n rows (a
  // multiple of kLanes) to their gradients, in place, and the logarithms of the likelihoods.
  void (*compare_row)(long n, int class_of_row, const int* classes, float scale,
                      float least_probability, float* probabilities, float* log_likelihoods);

  // The functions that others use, to test them alone; n a multiple of kLanes.
  void (*exp)(long n, const float* x, float* y);
  void (*log)(long n, const float* x, float* y);
  void (*tanh)(long n, const float* x, float* y);

  ConvKernels conv;
  PoolKernels pool;
  BatchNormKernels batch_norm;
  LaneKernels lanes;
};

namespace avx512 {
extern const Kernels kKernels;
}
namespace avx2 {
extern const Kernels kKernels;
}
namespace neon {
extern const Kernels kKernels;
}
namespace scalar {
extern const Kernels kKernels;
}

}  // namespace tenfold::simd

// The inner loops of runs side by side: an element of an array is a vector with one number of each
// run, so that every operation of one run is the same operation of all. Sizes and strides are in
// elements.
#pragma once

#include "engine/optimizers/adam_constants.h"

namespace tenfold::simd {

// How the factors of a product lie, with x [rows][in], w [in][out], y and dy [rows][out].
enum class LaneProductKind {
  kForward,         // c[n, o] = sum over i of a[n, i] * b[i, o]: m = rows, n = out, k = in
  kInputGradient,   // c[n, i] = sum over o of a[n, o] * b[i, o]: m = rows, n = in, k = out
  kWeightGradient,  // c[i, o] = sum over n of a[n, i] * b[n, o]: m = in, n = out, k = rows
};

// What becomes of a finished sum s for the element c of the result. The names are Epilogue's.
enum class LaneEpilogue {
  kStore,
  kReLU,  // these two of kForward
  kLeakyReLU,
  kPositive,  // these two of kInputGradient
  kLeakyPositive,
  kSgd,  // of kWeightGradient: c -= rate * s, fused
};

// k ascends.
struct LaneProduct {
  int m, n, k;
  const float* a;
  const float* b;
  long a_row, b_row, c_row;  // from one row to the next
  const float* init;         // [n], where the sums of a column start; null: at 0
  const float* start;        // laid out as c, where each sum starts, in place of init; null: none
  float* c;
  LaneEpilogue epilogue;
  const float* mask;  // laid out as c
  float slope;
  const float* rate;  // one element
};

// A loss of `rows` rows of `features` elements: adds to grad and, in the order of the elements, to
// sums.
struct LaneLoss {
  int rows, features;
  float scale;
  float option;   // Huber's delta, the binary cross-entropy's least probability
  bool smoothed;  // these three of the cross-entropy, whose features are at most kMaxClasses
  float of_class, others;
  const float* output;
  const float* targets;  // [rows][features]; of the cross-entropy the bits of classes, [rows]
  float* grad;
  double* sums;  // one element
};

// engine/losses' kinds.
struct LaneLossTable {
  void (*mse)(const LaneLoss& loss);
  void (*cross_entropy)(const LaneLoss& loss);
  void (*binary_cross_entropy)(const LaneLoss& loss);
  void (*absolute)(const LaneLoss& loss);
  void (*huber)(const LaneLoss& loss);
};

struct LaneKernels {
  int width;  // runs side by side: floats of an element

  void (*product[3])(const LaneProduct& product);  // by LaneProductKind

  // sums[j] = start[j] (null: 0) + values[0, j] + values[1, j] + ... for j < n.
  void (*column_sums)(int rows, int n, const float* values, long row, const float* start,
                      float* sums);

  // to[j] is the element of from[0][j], from[1][j], ... for j < n; from: [width].
  void (*interleave)(long n, const float* const* from, float* to);

  LaneLossTable loss;

  // engine/optimizers' updates of n elements; velocity null without momentum. The rate, the step
  // size and what is kept are one element each, in place of the constants.
  void (*sgd)(long n, const float* rate, float momentum, bool nesterov, const float* grad,
              float* value, float* velocity);
  void (*adam)(long n, const AdamConstants<float>& constants, const float* step_size,
               const float* kept, const float* grad, float* value, float* mean,
               float* mean_of_squares);
};

}  // namespace tenfold::simd

// The inner loops of batch normalisation, once per instruction set. Lanes lie over features.
#pragma once

namespace tenfold::simd {

// Element (n, p, c) of an array lies at n * row_stride + p * width + c; width is a multiple of
// kLanes.
struct BatchNormShape {
  int rows, positions, width;
  long row_stride;
};

// Arrays of one value a feature: [width].
struct BatchNormKernels {
  // Sums over the rows, ascending, of sums over a row's positions, ascending: of x, and of (x -
  // mean)^2.
  void (*sums)(const BatchNormShape& shape, const float* x, float* sums);
  void (*squares)(const BatchNormShape& shape, const float* x, const float* mean, float* sums);

  // y = fma(x - mean, scale, bias); with relu negative results become 0.
  void (*forward)(const BatchNormShape& shape, const float* x, const float* mean,
                  const float* scale, const float* bias, bool relu, float* y);

  // Sums of the same kind: of dy, and of dy * (x - mean).
  void (*gradient_sums)(const BatchNormShape& shape, const float* dy, const float* x,
                        const float* mean, float* sums, float* product_sums);

  // dx = scale * fma(-(x - mean), slope, dy - mean_grad), in place of dy; 0 where the mask, laid
  // out as dy, is not positive. mask may be null.
  void (*gradient)(const BatchNormShape& shape, const float* x, const float* mean,
                   const float* scale, const float* slope, const float* mean_grad,
                   const float* mask, float* dy);
};

}  // namespace tenfold::simd

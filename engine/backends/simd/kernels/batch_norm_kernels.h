// The inner loops of batch normalisation, once per instruction set. Lanes lie over features.
#pragma once

namespace tenfold::simd {

// Element (n, p, c) of an array lies at n * row_stride + p * width + c; width is a multiple of
// kLanes.
struct BatchNormShape {
  int rows, positions, width;
  long row_stride;
};

// Max-pooling of windows of 2 x 2 behind the normalisation; those at the border may reach over it.
// Arrays of maxima are laid out as above, with a row_stride of their own.
struct NormPool {
  int image_height, image_width;  // of what is pooled
  long row_stride;
};

// The gradient of the output, or of the maxima with their places in the windows.
struct NormGradient {
  const float* grad;
  const unsigned char* argmax;  // null without a pool
  NormPool pool;
};

// Arrays with one value per feature: [width].
struct BatchNormKernels {
  // Sums over the rows, ascending, of sums over a row's positions, ascending: of x, and of
  // (x - mean)^2.
  void (*sums)(const BatchNormShape& shape, const float* x, float* sums);
  void (*squares)(const BatchNormShape& shape, const float* x, const float* mean, float* sums);

  // y = fma(x - mean, scale, bias); with relu negative results become 0.
  void (*forward)(const BatchNormShape& shape, const float* x, const float* mean,
                  const float* scale, const float* bias, bool relu, float* y);

  // The maxima of that and their places in the windows.
  void (*forward_pool)(const BatchNormShape& shape, const NormPool& pool, const float* x,
                       const float* mean, const float* scale, const float* bias, bool relu,
                       float* maxima, unsigned char* argmax);

  // Sums of the same kind: of dy, and of dy * (x - mean).
  void (*gradient_sums)(const BatchNormShape& shape, const NormGradient& dy, const float* x,
                        const float* mean, float* sums, float* product_sums);

  // dx = scale * fma(-(x - mean), slope, dy - mean_grad); 0 where the mask, laid out as dx, is not
  // positive. mask may be null; dx may be dy's array where there is no pool.
  void (*gradient)(const BatchNormShape& shape, const NormGradient& dy, const float* x,
                   const float* mean, const float* scale, const float* slope,
                   const float* mean_grad, const float* mask, float* dx);
};

}  // namespace tenfold::simd

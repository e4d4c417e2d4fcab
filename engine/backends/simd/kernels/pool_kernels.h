// The inner loops of max-pooling on its own, once per instruction set, on images with the channels
// last: element (y, x, c) lies at (y * width + x) * channels + c.
#pragma once

namespace tenfold::simd {

// Windows at the border may reach over it; channels is a multiple of kLanes.
struct PoolImage {
  int kernel_size, in_height, in_width, out_height, out_width, channels;
};

struct PoolKernels {
  // The maxima of one image's windows and their places in them.
  void (*forward)(const PoolImage& image, const float* input, float* output, unsigned char* argmax);

  // Writes the gradient of the whole input; 0 where the mask, laid out as the input, is not
  // positive. mask may be null.
  void (*backward)(const PoolImage& image, const float* grad, const unsigned char* argmax,
                   const float* mask, float* grad_input);
};

}  // namespace tenfold::simd

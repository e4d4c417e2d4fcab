// The inner loops of convolution and pooling, once per instruction set, on images with the channels
// last: element (y, x, c) lies at (y * width + x) * stride + c.
//
// Forward, lanes lie over output channels. Backward, the elements of the output's gradient that
// enter the sums are gathered into lists first, because behind a max-pool most of them do not; with
// few input channels, where lists would not fill the lanes, they are masked instead.
#pragma once

namespace tenfold::simd {

// Output channels of one block of the weights.
inline constexpr int kChannelBlock = 32;

// Cross-correlation with a square kernel, stride 1, no padding. For kernels of one block of output
// channels out_channels are that block's.
struct ConvShape {
  int in_channels, out_channels, kernel_size;
  int in_height, in_width, out_height, out_width;
  int in_stride;  // padded in_channels; or 1 if in_channels is 1
};

// A place in a window is one byte.
inline constexpr int kMaxPoolSize = 15;

// Max-pooling of windows of kernel_size x kernel_size; those at the border may reach over it.
struct PoolShape {
  int kernel_size, in_height, in_width, out_height, out_width;
};

// The elements of the output's gradient for one image: [out_height][out_width][padded
// out_channels], or behind a pool [pool.out_height][pool.out_width][padded out_channels] with the
// place of each maximum in its window.
struct ConvGradient {
  const float* grad;
  const unsigned char* argmax;  // laid out as grad; null without a pool
  const PoolShape* pool;        // with argmax
  bool skip_zeros;              // elements that are zero enter no sum
};

// The terms of one image by position, within a position by channel: those of position p are
// channel[j], value[j] for begin[p] <= j < begin[p + 1]; window[j] is where the position's window
// begins in the input.
struct PositionTerms {
  int* begin;
  int* channel;
  int* window;
  float* value;
};

// The terms by channel, within a channel by position: those of channel o are window[k], value[k]
// for o * capacity <= k < o * capacity + count[o].
struct ChannelTerms {
  int capacity;
  int* count;
  int* window;
  float* value;
};

struct ConvKernels {
  // One block of output channels of one image; weight: [(ky, kx, c)][width], width out_channels
  // padded, up to kChannelBlock. output[p * output_row + j] = bias[j] + sum over (ky, kx, c), in
  // this order; with relu negative sums become 0. bias may be null.
  void (*forward)(const ConvShape& shape, const float* input, const float* weight,
                  const float* bias, int width, bool relu, float* output, long output_row);

  // The same, and the maxima of windows of 2 x 2 with their places; relu before or after the pool.
  void (*forward_pool2)(const ConvShape& shape, const float* input, const float* weight,
                        const float* bias, int width, bool relu, bool relu_after_pool,
                        float* output, unsigned char* argmax, long output_row);

  // The terms of an image. Writes up to kLanes entries past the end.
  void (*gather)(const ConvShape& shape, const ConvGradient& gradient, const PositionTerms& terms);

  // Adds to grad_input, [in_height][in_width][padded in_channels]: positions ascending, within them
  // channels ascending. weight: [out_channels][(ky, kx)][padded in_channels].
  void (*grad_input)(const ConvShape& shape, const PositionTerms& terms, const float* weight,
                     float* grad_input);

  // Adds to grad_weight, laid out as weight above, and grad_bias (may be null). Windows are places
  // in `input`.
  void (*grad_weight)(const ConvShape& shape, const ChannelTerms& terms, const float* input,
                      float* grad_weight, float* grad_bias);

  // The same for one image by masks; grad_weight is laid out in blocks as for `forward`: this block
  // begins at `grad_weight`, the image's gradient and argmax at its first channel, with rows of
  // gradient_row.
  void (*grad_weight_masked)(const ConvShape& shape, const ConvGradient& gradient,
                             long gradient_row, int width, const float* input, float* grad_weight,
                             float* grad_bias);
};

// `width` channels of one image, a multiple of kLanes.
struct PoolKernels {
  // The maxima of the windows, with relu not below 0, and their places in the windows. Positions of
  // the input are input_row floats apart, those of output and argmax output_row.
  void (*forward)(const PoolShape& shape, int width, bool relu, const float* input, long input_row,
                  float* output, unsigned char* argmax, long output_row);

  // Writes the gradient of the whole input; 0 where the mask, laid out as the input, is not
  // positive. mask may be null. All positions are `width` apart.
  void (*backward)(const PoolShape& shape, int width, const float* grad,
                   const unsigned char* argmax, const float* mask, float* grad_input);
};

}  // namespace tenfold::simd

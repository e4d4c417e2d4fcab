// The kernels of pool_kernels.h, for the vector type of kernels_impl.h; after conv_forward_impl.h.

// Calls visit(place in the window, place in the image) for the part of a window that is there.
template <class Visit>
[[gnu::always_inline]] inline void ForEachPlace(const PoolImage& p, int wy, int wx, Visit visit) {
  const int k = p.kernel_size;
  for (int y = wy * k; y < wy * k + k && y < p.in_height; ++y) {
    for (int x = wx * k; x < wx * k + k && x < p.in_width; ++x) {
      visit((y - wy * k) * k + x - wx * k, (static_cast<long>(y) * p.in_width + x) * p.channels);
    }
  }
}

void PoolForward(const PoolImage& p, const float* input, float* output, unsigned char* argmax) {
  for (int wy = 0; wy < p.out_height; ++wy) {
    for (int wx = 0; wx < p.out_width; ++wx, output += p.channels, argmax += p.channels) {
      const long first = (static_cast<long>(wy) * p.in_width + wx) * p.kernel_size * p.channels;
      for (int c = 0; c < p.channels; c += kWidth) {
        Maximum maximum = {Load(input + first + c), I{}};
        ForEachPlace(p, wy, wx, [&](int place, long at) __attribute__((always_inline)) {
          maximum.Take(Load(input + at + c), place);
        });
        Store(output + c, maximum.value);
        StoreBytes(argmax + c, maximum.place);
      }
    }
  }
}

void PoolBackward(const PoolImage& p, const float* grad, const unsigned char* argmax,
                  const float* mask, float* grad_input) {
  // What no window reaches.
  const int k = p.kernel_size;
  if (p.out_height * k < p.in_height || p.out_width * k < p.in_width) {
    const long size = static_cast<long>(p.in_height) * p.in_width * p.channels;
    for (long i = 0; i < size; i += kWidth) Store(grad_input + i, V{});
  }
  for (int wy = 0; wy < p.out_height; ++wy) {
    for (int wx = 0; wx < p.out_width; ++wx, grad += p.channels, argmax += p.channels) {
      for (int c = 0; c < p.channels; c += kWidth) {
        const V of_window = Load(grad + c);
        const I best = LoadBytes(argmax + c);
        ForEachPlace(p, wy, wx, [&](int place, long at) __attribute__((always_inline)) {
          I passes = best == place;
          if (mask != nullptr) passes &= Load(mask + at + c) > 0.0f;
          Store(grad_input + at + c, Select(passes, of_window, V{}));
        });
      }
    }
  }
}

constexpr PoolKernels kPoolKernels = {PoolForward, PoolBackward};

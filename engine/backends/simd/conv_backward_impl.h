// The backward kernels of conv_kernels.h, for the vector type of kernels_impl.h. The including file
// also defines M (one truth value a lane), ToMask, FmaIf, Compress, LoadBytes and StoreBytes.

// The gradient of kWidth channels at one output position, and which of them enter the sums.
struct Terms {
  V value;
  I enter;
};
[[gnu::always_inline]] inline Terms TermsAt(const ConvGradient& g, long element, int place) {
  Terms terms = {Load(g.grad + element), I{} - 1};
  if (g.argmax != nullptr) terms.enter = LoadBytes(g.argmax + element) == place;
  if (g.skip_zeros) terms.enter &= terms.value != 0.0f;
  return terms;
}

// Calls visit(y, x, row of the gradient's arrays, place in the window) for each position of the
// output that can have a gradient, ascending.
template <class Visit>
[[gnu::always_inline]] inline void ForEachPosition(const ConvShape& s, const ConvGradient& g,
                                                   Visit visit) {
  if (g.argmax == nullptr) {
    for (int y = 0; y < s.out_height; ++y) {
      for (int x = 0; x < s.out_width; ++x) visit(y, x, y * s.out_width + x, 0);
    }
    return;
  }
  const int k = g.pool->kernel_size;
  for (int wy = 0, y = 0; wy < g.pool->out_height; ++wy) {
    for (int ky = 0; ky < k; ++ky, ++y) {
      for (int wx = 0, x = 0; wx < g.pool->out_width; ++wx) {
        for (int kx = 0; kx < k; ++kx, ++x) {
          visit(y, x, wy * g.pool->out_width + wx, ky * k + kx);
        }
      }
    }
  }
}

void Gather(const ConvShape& s, const ConvGradient& g, const TermLists& positions) {
  for (int p = 0; p < s.out_height * s.out_width; ++p) positions.count[p] = 0;
  const int row = Padded(s.out_channels);
  I lane;
  for (int i = 0; i < kWidth; ++i) lane[i] = i;
  ForEachPosition(
      s, g, [&](int y, int x, int gradient_row, int place) __attribute__((always_inline)) {
        const int list = y * s.out_width + x;
        int* at = positions.at + static_cast<long>(list) * positions.capacity;
        float* value = positions.value + static_cast<long>(list) * positions.capacity;
        int count = 0;
        for (int o = 0; o < s.out_channels; o += kWidth) {
          Terms terms = TermsAt(g, static_cast<long>(gradient_row) * row + o, place);
          terms.enter &= lane < s.out_channels - o;
          count += Compress(terms.enter, terms.value, lane + o, value + count, at + count);
        }
        positions.count[list] = count;
      });
}

// sum[r][k] += value[j] * operand[at[j] * scale + r * operand_row + k * operand_column], j
// ascending, for RY rows of RX vectors times NV.
template <int RY, int RX, int NV>
void Accumulate(int count, const int* at, long scale, const float* value, const float* operand,
                long operand_row, long operand_column, float* sums, long sums_row,
                long sums_column) {
  V sum[RY][RX][NV];
  for (int r = 0; r < RY; ++r) {
    for (int k = 0; k < RX; ++k) {
      for (int v = 0; v < NV; ++v) {
        sum[r][k][v] = Load(sums + r * sums_row + k * sums_column + v * kWidth);
      }
    }
  }
  for (int j = 0; j < count; ++j) {
    const V factor = Set(value[j]);
    const float* from = operand + at[j] * scale;
#pragma GCC unroll 4
    for (int r = 0; r < RY; ++r) {
#pragma GCC unroll 8
      for (int k = 0; k < RX; ++k) {
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) {
          sum[r][k][v] = Fma(factor, Load(from + r * operand_row + k * operand_column + v * kWidth),
                             sum[r][k][v]);
        }
      }
    }
  }
  for (int r = 0; r < RY; ++r) {
    for (int k = 0; k < RX; ++k) {
      for (int v = 0; v < NV; ++v) {
        Store(sums + r * sums_row + k * sums_column + v * kWidth, sum[r][k][v]);
      }
    }
  }
}

// The same for all taps of a kernel and n channels. RY x RX is a part of the kernel whose sums fit
// the registers.
template <int RY, int RX>
void AccumulateTaps(int kernel_size, int n, int count, const int* at, long scale,
                    const float* value, const float* operand, long operand_row, long operand_column,
                    float* sums, long sums_row, long sums_column) {
  constexpr int kVectors = RY * RX * 2 <= kMaxSums ? 2 : 1;
  for (int y = 0; y < kernel_size; y += RY) {
    for (int x = 0; x < kernel_size; x += RX) {
      const float* from = operand + y * operand_row + x * operand_column;
      float* to = sums + y * sums_row + x * sums_column;
      int c = 0;
      for (; c + (kVectors - 1) * kWidth < n; c += kVectors * kWidth) {
        Accumulate<RY, RX, kVectors>(count, at, scale, value, from + c, operand_row, operand_column,
                                     to + c, sums_row, sums_column);
      }
      for (; c < n; c += kWidth) {
        Accumulate<RY, RX, 1>(count, at, scale, value, from + c, operand_row, operand_column,
                              to + c, sums_row, sums_column);
      }
    }
  }
}

using AccumulateFunction = void (*)(int kernel_size, int n, int count, const int* at, long scale,
                                    const float* value, const float* operand, long operand_row,
                                    long operand_column, float* sums, long sums_row,
                                    long sums_column);

AccumulateFunction AccumulateOf(int kernel_size) {
  return kernel_size == 3   ? AccumulateTaps<3, 3>
         : kernel_size == 5 ? AccumulateTaps<1, 5>
         : kernel_size == 2 ? AccumulateTaps<2, 2>
                            : AccumulateTaps<1, 1>;
}

void ConvGradInput(const ConvShape& s, const TermLists& positions, const float* weight,
                   float* grad_input) {
  const AccumulateFunction accumulate = AccumulateOf(s.kernel_size);
  const long channels = Padded(s.in_channels);
  const long taps = static_cast<long>(s.kernel_size) * s.kernel_size;
  for (int y = 0; y < s.out_height; ++y) {
    for (int x = 0; x < s.out_width; ++x) {
      const int list = y * s.out_width + x;
      if (positions.count[list] == 0) continue;
      const long first = static_cast<long>(list) * positions.capacity;
      accumulate(s.kernel_size, s.in_channels, positions.count[list], positions.at + first,
                 taps * channels, positions.value + first, weight, s.kernel_size * channels,
                 channels, grad_input + (static_cast<long>(y) * s.in_width + x) * channels,
                 s.in_width * channels, channels);
    }
  }
}

void ConvGradWeight(const ConvShape& s, const TermLists& channels, const float* input,
                    float* grad_weight, float* grad_bias) {
  const AccumulateFunction accumulate = AccumulateOf(s.kernel_size);
  const long in = Padded(s.in_channels);
  const long taps = static_cast<long>(s.kernel_size) * s.kernel_size;
  for (int o = 0; o < s.out_channels; ++o) {
    const int count = channels.count[o];
    const long first = static_cast<long>(o) * channels.capacity;
    accumulate(s.kernel_size, s.in_channels, count, channels.at + first, 1, channels.value + first,
               input, static_cast<long>(s.in_width) * s.in_stride, s.in_stride,
               grad_weight + o * taps * in, s.kernel_size * in, in);
    if (grad_bias == nullptr) continue;
    float sum = grad_bias[o];
    for (int j = 0; j < count; ++j) sum += channels.value[first + j];
    grad_bias[o] = sum;
  }
}

// RY x RX taps of one input channel and NV vectors of output channels.
template <int RY, int RX, int NV>
void AccumulateMasked(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                      const float* input, float* grad_weight, float* grad_bias) {
  V sum[RY][RX][NV], bias[NV];
  const long tap = static_cast<long>(s.in_channels) * width, tap_row = s.kernel_size * tap;
  for (int v = 0; v < NV; ++v) {
    bias[v] = grad_bias == nullptr ? V{} : Load(grad_bias + v * kWidth);
    for (int r = 0; r < RY; ++r) {
      for (int k = 0; k < RX; ++k)
        sum[r][k][v] = Load(grad_weight + r * tap_row + k * tap + v * kWidth);
    }
  }
  const long stride = s.in_stride, row = s.in_width * stride;
  ForEachPosition(
      s, g, [&](int y, int x, int gradient_position, int place) __attribute__((always_inline)) {
        V dy[NV];
        M enter[NV];
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) {
          const Terms terms = TermsAt(g, gradient_position * gradient_row + v * kWidth, place);
          dy[v] = terms.value;
          enter[v] = ToMask(terms.enter);
          bias[v] = FmaIf(enter[v], dy[v], Set(1.0f), bias[v]);
        }
        const float* from = input + y * row + x * stride;
#pragma GCC unroll 4
        for (int r = 0; r < RY; ++r) {
#pragma GCC unroll 8
          for (int k = 0; k < RX; ++k) {
            const V value = Set(from[r * row + k * stride]);
#pragma GCC unroll 4
            for (int v = 0; v < NV; ++v) sum[r][k][v] = FmaIf(enter[v], dy[v], value, sum[r][k][v]);
          }
        }
      });
  for (int v = 0; v < NV; ++v) {
    if (grad_bias != nullptr) Store(grad_bias + v * kWidth, bias[v]);
    for (int r = 0; r < RY; ++r) {
      for (int k = 0; k < RX; ++k)
        Store(grad_weight + r * tap_row + k * tap + v * kWidth, sum[r][k][v]);
    }
  }
}

template <int RY, int RX>
void GradWeightMasked(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                      const float* input, float* grad_weight, float* grad_bias) {
  constexpr int kVectors = RY * RX * 2 <= kMaxSums ? 2 : 1;
  const long tap = static_cast<long>(s.in_channels) * width;
  for (int y = 0; y < s.kernel_size; y += RY) {
    for (int x = 0; x < s.kernel_size; x += RX) {
      for (int c = 0; c < s.in_channels; ++c) {
        const float* from = input + (static_cast<long>(y) * s.in_width + x) * s.in_stride + c;
        float* to = grad_weight + (y * s.kernel_size + x) * tap + static_cast<long>(c) * width;
        float* bias = y + x + c == 0 ? grad_bias : nullptr;
        ConvGradient part = g;
        for (int j = 0; j < width;) {
          part.grad = g.grad + j;
          part.argmax = g.argmax == nullptr ? nullptr : g.argmax + j;
          float* part_bias = bias == nullptr ? nullptr : bias + j;
          if (j + kVectors * kWidth <= width) {
            AccumulateMasked<RY, RX, kVectors>(s, part, gradient_row, width, from, to + j,
                                               part_bias);
            j += kVectors * kWidth;
          } else {
            AccumulateMasked<RY, RX, 1>(s, part, gradient_row, width, from, to + j, part_bias);
            j += kWidth;
          }
        }
      }
    }
  }
}

void ConvGradWeightMasked(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                          const float* input, float* grad_weight, float* grad_bias) {
  const auto by_taps = s.kernel_size == 3   ? GradWeightMasked<3, 3>
                       : s.kernel_size == 5 ? GradWeightMasked<1, 5>
                       : s.kernel_size == 2 ? GradWeightMasked<2, 2>
                                            : GradWeightMasked<1, 1>;
  by_taps(s, g, gradient_row, width, input, grad_weight, grad_bias);
}

constexpr ConvKernels kConvKernels = {
    ConvForward,    ConvForwardPool2,    MaxPool, Gather, ConvGradInput,
    ConvGradWeight, ConvGradWeightMasked};

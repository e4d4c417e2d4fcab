// The forward kernels of conv_kernels.h, for the vector type of kernels_impl.h.

// The larger of two values, or the first NaN, and its place in a window.
struct Maximum {
  V value;
  I place;

  [[gnu::always_inline]] inline void Take(V candidate, int candidate_place) {
    const I larger = ~(candidate <= value) & (value == value);
    value = Select(larger, candidate, value);
    place = larger ? I{} + candidate_place : place;
  }
};

[[gnu::always_inline]] inline V ReLUIf(bool relu, V x) { return relu ? ReLU(x) : x; }

// What all tiles of an image have in common; see ConvKernels.
struct ConvCall {
  const ConvShape& shape;
  const float* weight;
  const float* bias;
  int width;
  bool relu, relu_after_pool;
};

// The sums of MY rows of MX positions that begin at `input`, NV vectors of output channels each.
template <int MY, int MX, int NV>
[[gnu::always_inline]] inline void ConvSums(const ConvCall& call, const float* input,
                                            V (&sum)[MY][MX][NV]) {
  const ConvShape& s = call.shape;
#pragma GCC unroll 4
  for (int v = 0; v < NV; ++v) {
    const V init = call.bias != nullptr ? Load(call.bias + v * kWidth) : V{};
#pragma GCC unroll 2
    for (int y = 0; y < MY; ++y) {
#pragma GCC unroll 16
      for (int x = 0; x < MX; ++x) sum[y][x][v] = init;
    }
  }
  const float* weight = call.weight;
  const long stride = s.in_stride, row = s.in_width * stride;
  // Where pixels have no pad between them, a row of taps is one run.
  const bool dense = s.in_stride == s.in_channels;
  const int runs = dense ? 1 : s.kernel_size;
  const int length = dense ? s.kernel_size * s.in_channels : s.in_channels;
  for (int ky = 0; ky < s.kernel_size; ++ky) {
    for (int run = 0; run < runs; ++run) {
      const float* a = input + ky * row + run * stride;
      for (int k = 0; k < length; ++k, ++a, weight += call.width) {
        V w[NV];
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) w[v] = Load(weight + v * kWidth);
#pragma GCC unroll 2
        for (int y = 0; y < MY; ++y) {
#pragma GCC unroll 16
          for (int x = 0; x < MX; ++x) {
            const V ai = Set(a[y * row + x * stride]);
#pragma GCC unroll 4
            for (int v = 0; v < NV; ++v) sum[y][x][v] = Fma(ai, w[v], sum[y][x][v]);
          }
        }
      }
    }
  }
}

template <int MY, int MX, int NV>
struct ConvTile {
  static void Run(const ConvCall& call, const float* input, float* output, unsigned char*,
                  long output_row) {
    V sum[MY][MX][NV];
    ConvSums(call, input, sum);
#pragma GCC unroll 2
    for (int y = 0; y < MY; ++y) {
      float* to = output + y * call.shape.out_width * output_row;
#pragma GCC unroll 16
      for (int x = 0; x < MX; ++x, to += output_row) {
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) Store(to + v * kWidth, ReLUIf(call.relu, sum[y][x][v]));
      }
    }
  }
};

// MX windows of a pool of 2 x 2.
template <int MX, int NV>
struct ConvPoolTile {
  static void Run(const ConvCall& call, const float* input, float* output, unsigned char* argmax,
                  long output_row) {
    V sum[2][2 * MX][NV];
    ConvSums(call, input, sum);
#pragma GCC unroll 8
    for (int x = 0; x < MX; ++x, output += output_row, argmax += output_row) {
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v) {
        const bool relu = call.relu;
        Maximum maximum = {ReLUIf(relu, sum[0][2 * x][v]), I{}};
        maximum.Take(ReLUIf(relu, sum[0][2 * x + 1][v]), 1);
        maximum.Take(ReLUIf(relu, sum[1][2 * x][v]), 2);
        maximum.Take(ReLUIf(relu, sum[1][2 * x + 1][v]), 3);
        Store(output + v * kWidth, ReLUIf(call.relu_after_pool, maximum.value));
        StoreBytes(argmax + v * kWidth, maximum.place);
      }
    }
  }
};

using ConvTileFunction = void (*)(const ConvCall& call, const float* input, float* output,
                                  unsigned char* argmax, long output_row);

// The kinds of tiles: how many positions or windows fit side by side.
template <int NV>
struct OneRow {
  static constexpr int kMost = kConvColumns<NV>;
  template <int N>
  using Tile = ConvTile<1, N, NV>;
};
template <int NV>
struct TwoRows {
  static constexpr int kMost = kConvColumns<NV> / 2;
  template <int N>
  using Tile = ConvTile<2, N, NV>;
};
template <int NV>
struct Windows {
  static constexpr int kMost = kConvColumns<NV> < 4 ? 1 : kConvColumns<NV> / 4;
  template <int N>
  using Tile = ConvPoolTile<N, NV>;
};

// Tiles by their size; the last entries repeat the largest.
template <class Kind>
struct ConvTiles {
  template <int N>
  using At = typename Kind::template Tile<(N < Kind::kMost ? N : Kind::kMost)>;
  static constexpr ConvTileFunction kBySize[] = {
      nullptr,    At<1>::Run, At<2>::Run, At<3>::Run,  At<4>::Run,  At<5>::Run, At<6>::Run,
      At<7>::Run, At<8>::Run, At<9>::Run, At<10>::Run, At<11>::Run, At<12>::Run};
};

// A row of `number` positions or windows, `input_step` floats apart, in tiles of nearly equal size.
template <class Kind>
void ConvRow(const ConvCall& call, int number, const float* input, long input_step, float* output,
             unsigned char* argmax, long output_row) {
  const int tiles = (number + Kind::kMost - 1) / Kind::kMost;
  for (int t = 0; t < tiles; ++t) {
    const int size = number / (tiles - t);
    ConvTiles<Kind>::kBySize[size](call, input, output, argmax, output_row);
    input += size * input_step;
    output += size * output_row;
    if (argmax != nullptr) argmax += size * output_row;
    number -= size;
  }
}

template <int NV>
void ConvImage(const ConvCall& call, const float* input, float* output, long output_row) {
  const ConvShape& s = call.shape;
  const long row = static_cast<long>(s.in_width) * s.in_stride;
  int y = 0;
  // One narrow row alone would leave the multipliers idle.
  for (; s.out_width <= TwoRows<NV>::kMost && y + 2 <= s.out_height; y += 2) {
    ConvRow<TwoRows<NV>>(call, s.out_width, input + y * row, s.in_stride,
                         output + static_cast<long>(y) * s.out_width * output_row, nullptr,
                         output_row);
  }
  for (; y < s.out_height; ++y) {
    ConvRow<OneRow<NV>>(call, s.out_width, input + y * row, s.in_stride,
                        output + static_cast<long>(y) * s.out_width * output_row, nullptr,
                        output_row);
  }
}

template <int NV>
void ConvPoolImage(const ConvCall& call, const float* input, float* output, unsigned char* argmax,
                   long output_row) {
  const ConvShape& s = call.shape;
  const int windows = s.out_width / 2;
  for (int y = 0; y + 2 <= s.out_height; y += 2) {
    const long first = static_cast<long>(y / 2) * windows * output_row;
    ConvRow<Windows<NV>>(call, windows, input + static_cast<long>(y) * s.in_width * s.in_stride,
                         2 * s.in_stride, output + first, argmax + first, output_row);
  }
}

// The call for the channels of a block from `first` on.
[[gnu::always_inline]] inline ConvCall FromChannel(ConvCall call, int first) {
  call.weight += first;
  if (call.bias != nullptr) call.bias += first;
  return call;
}

void ConvForward(const ConvShape& s, const float* input, const float* weight, const float* bias,
                 int width, bool relu, float* output, long output_row) {
  const ConvCall call = {s, weight, bias, width, relu, false};
  int j = 0;
  for (; j + 2 * kWidth <= width; j += 2 * kWidth) {
    ConvImage<2>(FromChannel(call, j), input, output + j, output_row);
  }
  for (; j < width; j += kWidth) {
    ConvImage<1>(FromChannel(call, j), input, output + j, output_row);
  }
}

void ConvForwardPool2(const ConvShape& s, const float* input, const float* weight,
                      const float* bias, int width, bool relu, bool relu_after_pool, float* output,
                      unsigned char* argmax, long output_row) {
  const ConvCall call = {s, weight, bias, width, relu, relu_after_pool};
  int j = 0;
  for (; j + 2 * kWidth <= width; j += 2 * kWidth) {
    ConvPoolImage<2>(FromChannel(call, j), input, output + j, argmax + j, output_row);
  }
  for (; j < width; j += kWidth) {
    ConvPoolImage<1>(FromChannel(call, j), input, output + j, argmax + j, output_row);
  }
}

void MaxPool(const PoolShape& p, int width, bool relu, const float* input, long input_row,
             float* output, unsigned char* argmax, long output_row) {
  const int size = p.kernel_size;
  const long row = p.in_width * input_row;
  for (int y = 0; y < p.out_height; ++y) {
    for (int x = 0; x < p.out_width; ++x, output += output_row, argmax += output_row) {
      const float* window = input + y * size * row + x * size * input_row;
      for (int j = 0; j < width; j += kWidth) {
        Maximum maximum = {Load(window + j), I{}};
        for (int ky = 0; ky < size; ++ky) {
          for (int kx = 0; kx < size; ++kx) {
            maximum.Take(Load(window + ky * row + kx * input_row + j), ky * size + kx);
          }
        }
        Store(output + j, ReLUIf(relu, maximum.value));
        StoreBytes(argmax + j, maximum.place);
      }
    }
  }
}

// The backward kernels of conv_kernels.h, for the vector type of kernels_impl.h. The including file
// also defines M (one truth value a lane), IsEqual, IsLess, IsNotZero, AllLanes, FmaIf, Compress,
// LoadBytes and StoreBytes.

// The gradient of kWidth channels at one output position, and which of them enter the sums.
struct Terms {
  V value;
  M enter;
};
template <bool kPooled>
[[gnu::always_inline]] inline Terms TermsAt(const ConvGradient& g, long element, int place) {
  Terms terms = {Load(g.grad + element), AllLanes()};
  if (kPooled) terms.enter = IsEqual(LoadBytes(g.argmax + element), place);
  if (kPooled || g.skip_zeros) terms.enter &= IsNotZero(terms.value);
  return terms;
}

// Calls visit(y, x, row of the gradient's arrays, place in the window) for each position of the
// output that can have a gradient, ascending.
template <bool kPooled, class Visit>
[[gnu::always_inline]] inline void ForEachPosition(const ConvShape& s, const ConvGradient& g,
                                                   Visit visit) {
  if (!kPooled) {
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

template <bool kPooled>
void GatherTerms(const ConvShape& s, const ConvGradient& g, const PositionTerms& to) {
  const int row = Padded(s.out_channels), positions = s.out_height * s.out_width;
  I lane;
  for (int i = 0; i < kWidth; ++i) lane[i] = i;
  int count = 0, next = 0;  // terms, and the first position whose begin is not known
  ForEachPosition<kPooled>(
      s, g, [&](int y, int x, int gradient_row, int place) __attribute__((always_inline)) {
        for (const int position = y * s.out_width + x; next <= position; ++next) {
          to.begin[next] = count;
        }
        const I window = I{} + (y * s.in_width + x) * s.in_stride;
        for (int o = 0; o < s.out_channels; o += kWidth) {
          Terms terms = TermsAt<kPooled>(g, static_cast<long>(gradient_row) * row + o, place);
          terms.enter &= IsLess(lane, s.out_channels - o);
          __builtin_memcpy(to.window + count, &window, sizeof(window));
          count +=
              Compress(terms.enter, terms.value, lane + o, to.value + count, to.channel + count);
        }
      });
  for (; next <= positions; ++next) to.begin[next] = count;
}

void Gather(const ConvShape& s, const ConvGradient& g, const PositionTerms& to) {
  (g.argmax != nullptr ? GatherTerms<true> : GatherTerms<false>)(s, g, to);
}

// Calls visit(r, k, v, offset) for RY rows of RX columns of NV vectors.
template <int RY, int RX, int NV, class Visit>
[[gnu::always_inline]] inline void ForEachSum(long row, long column, Visit visit) {
#pragma GCC unroll 4
  for (int r = 0; r < RY; ++r) {
#pragma GCC unroll 8
    for (int k = 0; k < RX; ++k) {
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v) visit(r, k, v, r * row + k * column + v * kWidth);
    }
  }
}

// Vectors in rows and columns.
template <class Pointer>
struct Grid {
  Pointer data;
  long row, column;

  [[gnu::always_inline]] inline Grid At(int r, int k) const {
    return {data + r * row + k * column, row, column};
  }
};

// count terms: value[j] times the vectors of a grid that begins at[j] * scale floats behind.
struct TermList {
  int count;
  const int* at;
  const float* value;
  long scale;
};

// sums[r][k] += value[j] * operand[r][k] at at[j] * scale, j ascending, for RY rows of RX times NV
// vectors; *total (may be null) += value[j].
template <int RY, int RX, int NV>
void Accumulate(const TermList& terms, const Grid<const float*>& operand, const Grid<float*>& sums,
                float* total) {
  V sum[RY][RX][NV];
  ForEachSum<RY, RX, NV>(sums.row, sums.column,
                         [&](int r, int k, int v, long offset) __attribute__((always_inline)) {
                           sum[r][k][v] = Load(sums.data + offset);
                         });
  V sum_of_values = total != nullptr ? Set(*total) : V{};
  for (int j = 0; j < terms.count; ++j) {
    const V factor = Set(terms.value[j]);
    sum_of_values += factor;
    const float* from = operand.data + terms.at[j] * terms.scale;
#pragma GCC unroll 4
    for (int r = 0; r < RY; ++r, from += operand.row) {
      ForEachSum<1, RX, NV>(0, operand.column,
                            [&](int, int k, int v, long offset) __attribute__((always_inline)) {
                              sum[r][k][v] = Fma(factor, Load(from + offset), sum[r][k][v]);
                            });
    }
  }
  ForEachSum<RY, RX, NV>(sums.row, sums.column,
                         [&](int r, int k, int v, long offset) __attribute__((always_inline)) {
                           Store(sums.data + offset, sum[r][k][v]);
                         });
  if (total != nullptr) *total = sum_of_values[0];
}

// The same for all taps of a kernel and n channels. RY x RX is a part of the kernel whose sums fit
// the registers.
template <int RY, int RX>
void AccumulateTaps(int kernel_size, int n, const TermList& terms,
                    const Grid<const float*>& operand, const Grid<float*>& sums, float* total) {
  constexpr int kVectors = RY * RX * 2 <= kMaxSums ? 2 : 1;
  for (int y = 0; y < kernel_size; y += RY) {
    for (int x = 0; x < kernel_size; x += RX) {
      Grid<const float*> from = operand.At(y, x);
      Grid<float*> to = sums.At(y, x);
      for (int c = 0; c < n; total = nullptr) {
        const bool several = c + (kVectors - 1) * kWidth < n;
        (several ? Accumulate<RY, RX, kVectors> : Accumulate<RY, RX, 1>)(terms, from, to, total);
        const int step = (several ? kVectors : 1) * kWidth;
        c += step;
        from.data += step;
        to.data += step;
      }
    }
  }
}

using AccumulateFunction = void (*)(int kernel_size, int n, const TermList& terms,
                                    const Grid<const float*>& operand, const Grid<float*>& sums,
                                    float* total);

AccumulateFunction AccumulateOf(int kernel_size) {
  return kernel_size == 3   ? AccumulateTaps<3, 3>
         : kernel_size == 5 ? AccumulateTaps<1, 5>
         : kernel_size == 2 ? AccumulateTaps<2, 2>
                            : AccumulateTaps<1, 1>;
}

void ConvGradInput(const ConvShape& s, const PositionTerms& terms, const float* weight,
                   float* grad_input) {
  const AccumulateFunction accumulate = AccumulateOf(s.kernel_size);
  const long channels = Padded(s.in_channels);
  const long taps = static_cast<long>(s.kernel_size) * s.kernel_size;
  const Grid<const float*> operand = {weight, s.kernel_size * channels, channels};
  Grid<float*> sums = {grad_input, s.in_width * channels, channels};
  for (int y = 0, p = 0; y < s.out_height; ++y) {
    for (int x = 0; x < s.out_width; ++x, ++p) {
      const int begin = terms.begin[p], count = terms.begin[p + 1] - begin;
      if (count == 0) continue;
      sums.data = grad_input + (static_cast<long>(y) * s.in_width + x) * channels;
      accumulate(s.kernel_size, s.in_channels,
                 {count, terms.channel + begin, terms.value + begin, taps * channels}, operand,
                 sums, nullptr);
    }
  }
}

void ConvGradWeight(const ConvShape& s, const ChannelTerms& terms, const float* input,
                    float* grad_weight, float* grad_bias) {
  const AccumulateFunction accumulate = AccumulateOf(s.kernel_size);
  const long in = Padded(s.in_channels);
  const long taps = static_cast<long>(s.kernel_size) * s.kernel_size;
  const Grid<const float*> operand = {input, static_cast<long>(s.in_width) * s.in_stride,
                                      s.in_stride};
  for (int o = 0; o < s.out_channels; ++o) {
    const long first = static_cast<long>(o) * terms.capacity;
    accumulate(s.kernel_size, s.in_channels,
               {terms.count[o], terms.window + first, terms.value + first, 1}, operand,
               {grad_weight + o * taps * in, s.kernel_size * in, in},
               grad_bias == nullptr ? nullptr : grad_bias + o);
  }
}

// The kernels of batch_norm_kernels.h, for the vector type of kernels_impl.h; after
// conv_forward_impl.h and conv_backward_impl.h.

// Calls visit(place in a row of x, place in a row of maxima, place in the window) for kWidth
// features of each position, ascending. Without a pool only the first counts.
template <bool kPooled, class Visit>
[[gnu::always_inline]] inline void ForEachOfRow(const BatchNormShape& s, const NormPool& pool,
                                                Visit visit) {
  if (!kPooled) {
    for (int p = 0; p < s.positions; ++p) visit(static_cast<long>(p) * s.width, 0L, 0);
    return;
  }
  const int windows = (pool.image_width + 1) / 2;
  long at = 0;
  for (int y = 0; y < pool.image_height; ++y) {
    long window = static_cast<long>(y / 2) * windows * s.width;
    for (int x = 0; x < pool.image_width; ++x, at += s.width) {
      visit(at, window, (y & 1) * 2 + (x & 1));
      window += x & 1 ? s.width : 0;
    }
  }
}

// N sums over the rows of sums over a row's positions. `add(sums of kWidth features, row, places as
// above)` adds the terms of an element. Rows go side by side, so that their chains hide each
// other's latency.
template <int N, bool kPooled, class Add>
[[gnu::always_inline]] inline void RowwiseSums(const BatchNormShape& s, const NormPool& pool,
                                               V (&totals)[N], Add add) {
  constexpr int kRows = 8 / N;
  for (int i = 0; i < N; ++i) totals[i] = V{};
  int n = 0;
  for (; n + kRows <= s.rows; n += kRows) {
    V sums[kRows][N] = {};
    ForEachOfRow<kPooled>(s, pool,
                          [&](long at, long window, int place) __attribute__((always_inline)) {
#pragma GCC unroll 8
                            for (int r = 0; r < kRows; ++r) add(sums[r], n + r, at, window, place);
                          });
    for (int r = 0; r < kRows; ++r) {
      for (int i = 0; i < N; ++i) totals[i] += sums[r][i];
    }
  }
  for (; n < s.rows; ++n) {
    V sums[N] = {};
    ForEachOfRow<kPooled>(s, pool,
                          [&](long at, long window, int place)
                              __attribute__((always_inline)) { add(sums, n, at, window, place); });
    for (int i = 0; i < N; ++i) totals[i] += sums[i];
  }
}

void BatchNormSums(const BatchNormShape& s, const float* x, float* sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    V totals[1];
    RowwiseSums<1, false>(s, {}, totals,
                          [&](V* sum, int n, long at, long, int) __attribute__((always_inline)) {
                            sum[0] += Load(x + n * s.row_stride + at + c);
                          });
    Store(sums + c, totals[0]);
  }
}

void BatchNormSquares(const BatchNormShape& s, const float* x, const float* mean, float* sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    const V center = Load(mean + c);
    V totals[1];
    RowwiseSums<1, false>(s, {}, totals,
                          [&](V* sum, int n, long at, long, int) __attribute__((always_inline)) {
                            const V d = Load(x + n * s.row_stride + at + c) - center;
                            sum[0] = Fma(d, d, sum[0]);
                          });
    Store(sums + c, totals[0]);
  }
}

// The gradient of an element's output: that of its window's maximum if it is the maximum.
template <bool kPooled>
[[gnu::always_inline]] inline V NormGradientAt(const NormGradient& dy, const BatchNormShape& s,
                                               int n, int c, long at, long window, int place) {
  if (!kPooled) return Load(dy.grad + n * s.row_stride + at + c);
  const long element = n * dy.pool.row_stride + window + c;
  return Select(LoadBytes(dy.argmax + element) == place, Load(dy.grad + element), V{});
}

template <bool kPooled>
void GradientSumsOf(const BatchNormShape& s, const NormGradient& dy, const float* x,
                    const float* mean, float* sums, float* product_sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    const V center = Load(mean + c);
    V totals[2];
    RowwiseSums<2, kPooled>(
        s, dy.pool, totals,
        [&](V* sum, int n, long at, long window, int place) __attribute__((always_inline)) {
          const V grad = NormGradientAt<kPooled>(dy, s, n, c, at, window, place);
          sum[0] += grad;
          sum[1] = Fma(grad, Load(x + n * s.row_stride + at + c) - center, sum[1]);
        });
    Store(sums + c, totals[0]);
    Store(product_sums + c, totals[1]);
  }
}

void BatchNormGradientSums(const BatchNormShape& s, const NormGradient& dy, const float* x,
                           const float* mean, float* sums, float* product_sums) {
  (dy.argmax != nullptr ? GradientSumsOf<true> : GradientSumsOf<false>)(s, dy, x, mean, sums,
                                                                        product_sums);
}

// The normalisation of kWidth features.
struct Normalizer {
  V mean, scale, bias;
  bool relu;

  [[gnu::always_inline]] inline V operator()(const float* x) const {
    return ReLUIf(relu, Fma(Load(x) - mean, scale, bias));
  }
};

void BatchNormForward(const BatchNormShape& s, const float* x, const float* mean,
                      const float* scale, const float* bias, bool relu, float* y) {
  for (int n = 0; n < s.rows; ++n, x += s.row_stride, y += s.row_stride) {
    for (int c = 0; c < s.width; c += kWidth) {
      const Normalizer normalize = {Load(mean + c), Load(scale + c), Load(bias + c), relu};
      for (long i = c; i < static_cast<long>(s.positions) * s.width; i += s.width) {
        Store(y + i, normalize(x + i));
      }
    }
  }
}

void BatchNormForwardPool(const BatchNormShape& s, const NormPool& pool, const float* x,
                          const float* mean, const float* scale, const float* bias, bool relu,
                          float* maxima, unsigned char* argmax) {
  const long line = static_cast<long>(pool.image_width) * s.width;
  for (int n = 0; n < s.rows;
       ++n, x += s.row_stride, maxima += pool.row_stride, argmax += pool.row_stride) {
    for (int c = 0; c < s.width; c += kWidth) {
      const Normalizer normalize = {Load(mean + c), Load(scale + c), Load(bias + c), relu};
      long to = c;
      for (int wy = 0; wy < pool.image_height; wy += 2) {
        const bool below = wy + 1 < pool.image_height;
        const float* from = x + wy * line + c;
        for (int wx = 0; wx < pool.image_width; wx += 2, from += 2 * s.width, to += s.width) {
          const bool beside = wx + 1 < pool.image_width;
          Maximum maximum = {normalize(from), I{}};
          if (beside) maximum.Take(normalize(from + s.width), 1);
          if (below) maximum.Take(normalize(from + line), 2);
          if (below && beside) maximum.Take(normalize(from + line + s.width), 3);
          Store(maxima + to, maximum.value);
          StoreBytes(argmax + to, maximum.place);
        }
      }
    }
  }
}

template <bool kPooled>
void GradientOf(const BatchNormShape& s, const NormGradient& dy, const float* x, const float* mean,
                const float* scale, const float* slope, const float* mean_grad, const float* mask,
                float* dx) {
  for (int n = 0; n < s.rows; ++n) {
    for (int c = 0; c < s.width; c += kWidth) {
      const V center = Load(mean + c), factor = Load(scale + c), slopes = Load(slope + c),
              mean_of_grad = Load(mean_grad + c);
      ForEachOfRow<kPooled>(s, dy.pool,
                            [&](long at, long window, int place) __attribute__((always_inline)) {
                              const long i = n * s.row_stride + at + c;
                              const V d = Load(x + i) - center;
                              V grad = NormGradientAt<kPooled>(dy, s, n, c, at, window, place);
                              grad = factor * Fma(-d, slopes, grad - mean_of_grad);
                              if (mask != nullptr) grad = Select(Load(mask + i) > 0.0f, grad, V{});
                              Store(dx + i, grad);
                            });
    }
  }
}

void BatchNormGradient(const BatchNormShape& s, const NormGradient& dy, const float* x,
                       const float* mean, const float* scale, const float* slope,
                       const float* mean_grad, const float* mask, float* dx) {
  (dy.argmax != nullptr ? GradientOf<true> : GradientOf<false>)(s, dy, x, mean, scale, slope,
                                                                mean_grad, mask, dx);
}

constexpr BatchNormKernels kBatchNormKernels = {BatchNormSums,         BatchNormSquares,
                                                BatchNormForward,      BatchNormForwardPool,
                                                BatchNormGradientSums, BatchNormGradient};

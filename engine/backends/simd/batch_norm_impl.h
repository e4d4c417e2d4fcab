// The kernels of batch_norm_kernels.h, for the vector type of kernels_impl.h.

// N sums over the rows of sums over a row's positions. `add(sums of kWidth features, place)` adds
// the terms of an element. Rows go side by side, so that their chains hide each other's latency.
template <int N, class Add>
[[gnu::always_inline]] inline void RowwiseSums(const BatchNormShape& s, long first, V (&totals)[N],
                                               Add add) {
  constexpr int kRows = 8 / N;
  for (int i = 0; i < N; ++i) totals[i] = V{};
  int n = 0;
  for (; n + kRows <= s.rows; n += kRows) {
    V sums[kRows][N] = {};
    for (int p = 0; p < s.positions; ++p) {
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        add(sums[r], first + (n + r) * s.row_stride + static_cast<long>(p) * s.width);
      }
    }
    for (int r = 0; r < kRows; ++r) {
      for (int i = 0; i < N; ++i) totals[i] += sums[r][i];
    }
  }
  for (; n < s.rows; ++n) {
    V sums[N] = {};
    for (int p = 0; p < s.positions; ++p) {
      add(sums, first + n * s.row_stride + static_cast<long>(p) * s.width);
    }
    for (int i = 0; i < N; ++i) totals[i] += sums[i];
  }
}

void BatchNormSums(const BatchNormShape& s, const float* x, float* sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    V totals[1];
    RowwiseSums<1>(s, c, totals,
                   [&](V* sum, long i) __attribute__((always_inline)) { sum[0] += Load(x + i); });
    Store(sums + c, totals[0]);
  }
}

void BatchNormSquares(const BatchNormShape& s, const float* x, const float* mean, float* sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    const V center = Load(mean + c);
    V totals[1];
    RowwiseSums<1>(s, c, totals, [&](V* sum, long i) __attribute__((always_inline)) {
      const V d = Load(x + i) - center;
      sum[0] = Fma(d, d, sum[0]);
    });
    Store(sums + c, totals[0]);
  }
}

void BatchNormGradientSums(const BatchNormShape& s, const float* dy, const float* x,
                           const float* mean, float* sums, float* product_sums) {
  for (int c = 0; c < s.width; c += kWidth) {
    const V center = Load(mean + c);
    V totals[2];
    RowwiseSums<2>(s, c, totals, [&](V* sum, long i) __attribute__((always_inline)) {
      const V grad = Load(dy + i);
      sum[0] += grad;
      sum[1] = Fma(grad, Load(x + i) - center, sum[1]);
    });
    Store(sums + c, totals[0]);
    Store(product_sums + c, totals[1]);
  }
}

// visit(place, feature) for all elements.
template <class Visit>
[[gnu::always_inline]] inline void ForEachElement(const BatchNormShape& s, Visit visit) {
  for (int n = 0; n < s.rows; ++n) {
    for (int p = 0; p < s.positions; ++p) {
      const long first = n * s.row_stride + static_cast<long>(p) * s.width;
      for (int c = 0; c < s.width; c += kWidth) visit(first + c, c);
    }
  }
}

void BatchNormForward(const BatchNormShape& s, const float* x, const float* mean,
                      const float* scale, const float* bias, bool relu, float* y) {
  ForEachElement(s, [&](long i, int c) __attribute__((always_inline)) {
    const V result = Fma(Load(x + i) - Load(mean + c), Load(scale + c), Load(bias + c));
    Store(y + i, relu ? Select(result < 0.0f, V{}, result) : result);
  });
}

void BatchNormGradient(const BatchNormShape& s, const float* x, const float* mean,
                       const float* scale, const float* slope, const float* mean_grad,
                       const float* mask, float* dy) {
  ForEachElement(s, [&](long i, int c) __attribute__((always_inline)) {
    const V d = Load(x + i) - Load(mean + c);
    V grad = Load(scale + c) * Fma(-d, Load(slope + c), Load(dy + i) - Load(mean_grad + c));
    if (mask != nullptr) grad = Select(Load(mask + i) > 0.0f, grad, V{});
    Store(dy + i, grad);
  });
}

constexpr BatchNormKernels kBatchNormKernels = {BatchNormSums, BatchNormSquares, BatchNormForward,
                                                BatchNormGradientSums, BatchNormGradient};

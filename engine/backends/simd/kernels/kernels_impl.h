// The kernels, written once for a vector type V of kWidth floats. The including file defines, in a
// namespace of its own, V, I (int32 lanes), kWidth, kMaxRows1 to kMaxRows4, Fma, Sqrt and ReLU, and
// includes vector_impl.h; no other header may bring code in here: what is compiled for one
// instruction set must not be linked in for all.

void Exp(long n, const float* x, float* y) {
  for (long i = 0; i < n; i += kWidth) Store(y + i, ExpV(Load(x + i)));
}

void Log(long n, const float* x, float* y) {
  for (long i = 0; i < n; i += kWidth) Store(y + i, LogV(Load(x + i)));
}

void ReLUForward(long n, const float* x, float* y) {
  for (long i = 0; i < n; i += kWidth) Store(y + i, ReLU(Load(x + i)));
}

void TanhForward(long n, const float* x, float* y) {
  for (long i = 0; i < n; i += kWidth) Store(y + i, TanhV(Load(x + i)));
}

void TanhBackward(long n, const float* y, const float* dy, float* dx) {
  for (long i = 0; i < n; i += kWidth) {
    const V v = Load(y + i);
    Store(dx + i, Load(dy + i) * Fma(-v, v, Set(1.0f)));
  }
}

void KeepWherePositive(long n, const float* mask, const float* from, float* to) {
  for (long i = 0; i < n; i += kWidth) {
    Store(to + i, Select(Load(mask + i) > 0.0f, Load(from + i), V{}));
  }
}

void Transpose(int rows, int columns, const float* in, long in_row, float* out, long out_row) {
  for (int i = 0; i < Padded(rows); i += kWidth) {
    for (int j = 0; j < columns; j += kWidth) {
      TransposeBlock(rows - i, columns - j, in + i * in_row + j, in_row, out + j * out_row + i,
                     out_row);
    }
  }
}

void DotProducts(int m, int k, const float* a, long a_row, const float* b, float init, float* y) {
  alignas(64) float columns[kWidth * kWidth];
  for (int i = 0; i < m; i += kWidth, a += kWidth * a_row) {
    V sum = Set(init);
    for (int j = 0; j < k; j += kWidth) {
      const int width = k - j < kWidth ? k - j : kWidth;
      TransposeBlock(m - i, width, a + j, a_row, columns, kWidth);
      for (int c = 0; c < width; ++c) sum = Fma(Load(columns + c * kWidth), Set(b[j + c]), sum);
    }
    Store(y + i, sum);
  }
}

void Sgd(long n, float rate, float momentum, bool nesterov, const float* grad, float* value,
         float* velocity) {
  for (long i = 0; i < n; i += kWidth) {
    const V g = Load(grad + i);
    V direction = g;
    if (velocity != nullptr) {
      const V v = Fma(Set(momentum), Load(velocity + i), g);
      Store(velocity + i, v);
      direction = nesterov ? Fma(Set(momentum), v, g) : v;
    }
    Store(value + i, Fma(Set(-rate), direction, Load(value + i)));
  }
}

void Adam(long n, const AdamConstants& a, const float* grad, float* value, float* mean,
          float* mean_of_squares) {
  for (long i = 0; i < n; i += kWidth) {
    const V g = Load(grad + i);
    const V m = Fma(Set(a.beta1), Load(mean + i), a.one_minus_beta1 * g);
    const V v = Fma(Set(a.beta2), Load(mean_of_squares + i), a.one_minus_beta2 * g * g);
    Store(mean + i, m);
    Store(mean_of_squares + i, v);
    const V denominator = Fma(Sqrt(v), Set(a.root_scale), Set(a.epsilon));
    Store(value + i, Fma(Set(-a.step_size), m / denominator, a.kept * Load(value + i)));
  }
}

// Rows lie in the lanes: kWidth rows at a time, turned round in blocks.
double CrossEntropy(int rows, int features, const float* output, const int* classes, float scale,
                    bool smoothed, float of_class, float others, float* grad) {
  alignas(64) float lanes[kMaxClasses][kWidth];
  alignas(64) float by_rows[kWidth * kMaxClasses + kWidth];
  const int row_size = Padded(features);
  double total = 0.0;
  for (int first = 0; first < rows; first += kWidth) {
    const int count = rows - first < kWidth ? rows - first : kWidth;
    const long begin = static_cast<long>(first) * features;
    const float* block = output + begin;
    if ((rows - first - count) * features < kWidth) {
      // Whole vectors are read, and behind the block there is too little.
      __builtin_memcpy(by_rows, block, sizeof(float) * count * features);
      block = by_rows;
    }
    for (int i = 0; i < features; i += kWidth) {
      TransposeBlock(count, features - i, block + i, features, lanes[i], kWidth);
    }
    V max = Load(lanes[0]);
    for (int i = 1; i < features; ++i) {
      const V x = Load(lanes[i]);
      max = Select(x > max, x, max);
    }
    I class_of_row{};
    for (int r = 0; r < count; ++r) class_of_row[r] = classes[first + r];
    V expected{};  // the mean of output - max over the targets
    V sum{};
    for (int i = 0; i < features; ++i) {
      const V x = Load(lanes[i]) - max;
      const I is_class = class_of_row == i;
      expected = smoothed ? Fma(Select(is_class, Set(of_class), Set(others)), x, expected)
                          : Select(is_class, x, expected);
      const V e = ExpV(x);
      Store(lanes[i], e);
      sum += e;
    }
    for (int i = 0; i < features; ++i) {
      const V target = Select(class_of_row == i, Set(of_class), Set(others));
      Store(lanes[i], Set(scale) * (Load(lanes[i]) / sum - target));
    }
    for (int i = 0; i < features; i += kWidth) {
      TransposeBlock(features - i, count, lanes[i], kWidth, by_rows + i, row_size);
    }
    for (int r = 0; r < count; ++r) {
      float* grad_row = grad + begin + r * features;
      for (int i = 0; i < features; ++i) grad_row[i] += by_rows[r * row_size + i];
    }
    const V loss = LogV(sum) - expected;
    for (int r = 0; r < count; ++r) total += static_cast<double>(loss[r]);
  }
  return total;
}

void CompareRow(long n, int class_of_row, const int* classes, float scale, float least_probability,
                float* probabilities, float* log_likelihoods) {
  const float high = 1.0f - least_probability;
  for (long i = 0; i < n; i += kWidth) {
    const V p = Load(probabilities + i);
    V limited = Select(p > high, Set(high), p);
    limited = Select(p < least_probability, Set(least_probability), limited);
    const I at_most = LoadAs<I>(classes + i) >= class_of_row;
    const V likelihood = Select(at_most, limited, 1.0f - limited);
    Store(log_likelihoods + i, LogV(likelihood));
    const V d = Select(at_most, Set(-scale), Set(scale)) / likelihood;
    Store(probabilities + i, Select(limited == p, d, V{}));
  }
}

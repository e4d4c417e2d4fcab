// Matrix products (kernels.h), for the vector type of kernels_impl.h.

// What is special about a tile: kOnes: its last row is ones_c; kRuns: its terms come in runs.
enum class TileKind { kPlain, kOnes, kRuns };

template <TileKind kKind>
struct ArgumentsOf {
  using Type = GemmArguments;
};
template <>
struct ArgumentsOf<TileKind::kRuns> {
  using Type = GemmRunArguments;
};

// MR rows by NV vectors of the result, held in registers.
template <int MR, int NV, TileKind kKind>
struct Tile {
  using Arguments = typename ArgumentsOf<kKind>::Type;

  static constexpr bool IsOnes(int i) { return kKind == TileKind::kOnes && i == MR - 1; }

  // Calls visit(row, vector, where it lies in c) for all sums.
  template <class Visit>
  [[gnu::always_inline]] static inline void ForEach(const GemmArguments& g, int row, int column,
                                                    Visit visit) {
    float* c = g.c + row * g.c_row + column;
    const long c_row = g.c_row;
#pragma GCC unroll 16
    for (int i = 0; i < MR; ++i, c += c_row) {
      float* at = IsOnes(i) ? g.ones_c + column : c;
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v) visit(i, v, at + v * kWidth);
    }
  }

  // Adds the products of k columns of a and rows of b.
  [[gnu::always_inline]] static inline void Add(const GemmArguments& g, int k, const float* a,
                                                const float* b, V (&sum)[MR][NV]) {
    const long a_row = g.a_row, a_column = g.a_column, b_row = g.b_row;
    for (; k > 0; --k, a += a_column, b += b_row) {
      V bv[NV];
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v) bv[v] = Load(b + v * kWidth);
#pragma GCC unroll 16
      for (int i = 0; i < MR; ++i) {
        const V ai = Set(IsOnes(i) ? 1.0f : a[i * a_row]);
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) sum[i][v] = Fma(ai, bv[v], sum[i][v]);
      }
    }
  }

  static void Run(const Arguments& g, int row, int column) {
    V sum[MR][NV];
    if (g.add_to_c) {
      ForEach(g, row, column, [&](int i, int v, const float* at) __attribute__((always_inline)) {
        sum[i][v] = Load(at);
      });
    } else if (g.row_init != nullptr) {
#pragma GCC unroll 16
      for (int i = 0; i < MR; ++i) {
        const V init = Set(g.row_init[row + i]);
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) sum[i][v] = init;
      }
    } else {
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v) {
        const V init = g.init != nullptr ? Load(g.init + column + v * kWidth) : V{};
#pragma GCC unroll 16
        for (int i = 0; i < MR; ++i) sum[i][v] = init;
      }
    }
    const float* a = g.a + row * g.a_row;
    const float* b = g.b + column;
    if constexpr (kKind == TileKind::kRuns) {
      for (int r = 0; r < g.run_count; ++r) {
        const GemmRun& run = g.runs[r];
        Add(g, g.k, a + run.a, b + run.b, sum);
      }
    } else {
      Add(g, g.k, a, b, sum);
    }
    switch (g.epilogue) {
      case Epilogue::kStore:
        ForEach(g, row, column, [&](int i, int v, float* at) __attribute__((always_inline)) {
          Store(at, sum[i][v]);
        });
        break;
      case Epilogue::kReLU:
        ForEach(g, row, column, [&](int i, int v, float* at) __attribute__((always_inline)) {
          Store(at, ReLU(sum[i][v]));
        });
        break;
      case Epilogue::kPositive: {
        const long to_mask = g.mask - g.c;
        ForEach(g, row, column, [&](int i, int v, float* at) __attribute__((always_inline)) {
          Store(at, Select(Load(at + to_mask) > 0.0f, sum[i][v], V{}));
        });
        break;
      }
      case Epilogue::kSgd: {
        const V minus_rate = Set(-g.rate);
        ForEach(g, row, column, [&](int i, int v, float* at) __attribute__((always_inline)) {
          Store(at, Fma(minus_rate, sum[i][v], Load(at)));
        });
        break;
      }
    }
  }
};

template <int NV>
constexpr int kMaxRows = NV == 4   ? kMaxRows4
                         : NV == 3 ? kMaxRows3
                         : NV == 2 ? kMaxRows2
                                   : kMaxRows1;

// Tiles by their number of rows; the last entries repeat the largest.
template <int NV, TileKind kKind>
struct Tiles {
  template <int MR>
  using AtMost = Tile<(MR < kMaxRows<NV> ? MR : kMaxRows<NV>), NV, kKind>;
  static constexpr void (*kByRows[])(const typename ArgumentsOf<kKind>::Type& g, int row,
                                     int column) = {
      nullptr,         AtMost<1>::Run,  AtMost<2>::Run, AtMost<3>::Run, AtMost<4>::Run,
      AtMost<5>::Run,  AtMost<6>::Run,  AtMost<7>::Run, AtMost<8>::Run, AtMost<9>::Run,
      AtMost<10>::Run, AtMost<11>::Run, AtMost<12>::Run};
};

template <int NV>
void Panel(const GemmArguments& g, int column) {
  // Tiles of nearly equal height: a last one of few rows would leave the multipliers idle.
  const int m = g.ones_c != nullptr ? g.m + 1 : g.m;
  const int tiles = (m + kMaxRows<NV> - 1) / kMaxRows<NV>;
  int row = 0;
  for (int t = 0; t < tiles; ++t) {
    const int rows = (m - row) / (tiles - t);
    if (g.ones_c != nullptr && t == tiles - 1) {
      Tiles<NV, TileKind::kOnes>::kByRows[rows](g, row, column);
    } else {
      Tiles<NV, TileKind::kPlain>::kByRows[rows](g, row, column);
    }
    row += rows;
  }
}

template <int NV>
void Panel(const GemmRunArguments& g, int column) {
  const int tiles = (g.m + kMaxRows<NV> - 1) / kMaxRows<NV>;
  int row = 0;
  for (int t = 0; t < tiles; ++t) {
    const int rows = (g.m - row) / (tiles - t);
    Tiles<NV, TileKind::kRuns>::kByRows[rows](g, row, column);
    row += rows;
  }
}

template <class Arguments>
[[gnu::always_inline]] inline void ForEachPanel(const Arguments& g) {
  int column = 0;
  if constexpr (kMaxRows4 > 0) {
    // Not so that a single vector is left.
    for (; column + 4 * kWidth <= g.n && column + 5 * kWidth != g.n; column += 4 * kWidth) {
      Panel<4>(g, column);
    }
    for (; column + 3 * kWidth <= g.n; column += 3 * kWidth) Panel<3>(g, column);
  }
  for (; column + 2 * kWidth <= g.n; column += 2 * kWidth) Panel<2>(g, column);
  for (; column < g.n; column += kWidth) Panel<1>(g, column);
}

void Gemm(const GemmArguments& g) { ForEachPanel(g); }

void GemmOfRuns(const GemmRunArguments& g) { ForEachPanel(g); }

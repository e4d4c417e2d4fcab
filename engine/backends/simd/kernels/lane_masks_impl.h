// Masks for instruction sets that have none: a vector of truth values. See conv_backward_impl.h.

// One truth value a lane: all bits or none.
typedef I M;
[[gnu::always_inline]] inline M AllLanes() { return I{} - 1; }
[[gnu::always_inline]] inline M IsEqual(I a, int b) { return a == b; }
[[gnu::always_inline]] inline M IsLess(I a, int b) { return a < b; }
[[gnu::always_inline]] inline M IsNotZero(V a) { return a != 0.0f; }
// Where the mask is set a * b + c, elsewhere c.
[[gnu::always_inline]] inline V FmaIf(M mask, V a, V b, V c) { return mask ? Fma(a, b, c) : c; }
// Writes the lanes where the mask is set one behind the other, and something behind them;
// returns their number.
[[gnu::always_inline]] inline int Compress(M mask, V value, I at, float* values, int* ats) {
  int count = 0;
  for (int i = 0; i < kWidth; ++i) {
    values[count] = value[i];
    ats[count] = at[i];
    count += mask[i] & 1;
  }
  return count;
}

[[gnu::always_inline]] inline void StoreBytes(unsigned char* bytes, I values) {
  for (int i = 0; i < kWidth; ++i) bytes[i] = static_cast<unsigned char>(values[i]);
}

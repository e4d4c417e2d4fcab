// What the kernels do with one vector V of kWidth floats (kernels_impl.h).

template <class T>
[[gnu::always_inline]] inline T LoadAs(const void* p) {
  T v;
  __builtin_memcpy(&v, p, sizeof(v));
  return v;
}
[[gnu::always_inline]] inline V Load(const float* p) { return LoadAs<V>(p); }
[[gnu::always_inline]] inline void Store(float* p, V v) { __builtin_memcpy(p, &v, sizeof(v)); }
[[gnu::always_inline]] inline V Set(float x) { return x - V{}; }
[[gnu::always_inline]] inline V AsFloat(I v) { return LoadAs<V>(&v); }
[[gnu::always_inline]] inline I AsInt(V v) { return LoadAs<I>(&v); }
// Lane by lane: condition (all bits or none) ? a : b.
[[gnu::always_inline]] inline V Select(I condition, V a, V b) { return condition ? a : b; }

// The functions of engine/numerics/math.h, lane by lane, in the same order.
[[gnu::always_inline]] inline V PowerOfTwoV(I exponent) { return AsFloat((exponent + 127) << 23); }

[[gnu::always_inline]] inline V ExpV(V x) {
  V clamped = Select(x > 89.0f, Set(89.0f), x);
  clamped = Select(x < -104.0f, Set(-104.0f), clamped);
  const V k = Fma(clamped, Set(1.44269504088896341f), Set(12582912.0f)) - 12582912.0f;
  V r = Fma(k, Set(-0.693359375f), clamped);
  r = Fma(k, Set(2.12194440e-4f), r);
  V p = Set(1.9875691500e-4f);
  p = Fma(p, r, Set(1.3981999507e-3f));
  p = Fma(p, r, Set(8.3334519073e-3f));
  p = Fma(p, r, Set(4.1665795894e-2f));
  p = Fma(p, r, Set(1.6666665459e-1f));
  p = Fma(p, r, Set(5.0000001201e-1f));
  p = Fma(p, r * r, r) + 1.0f;
  const I is_number = k == k;
  const I exponent = __builtin_convertvector(Select(is_number, k, V{}), I);
  const I half = exponent >> 1;
  return Select(is_number, (p * PowerOfTwoV(half)) * PowerOfTwoV(exponent - half), x);
}

[[gnu::always_inline]] inline V LogV(V x) {
  const I small = x < 0x1p-126f;
  const V scaled = Select(small, x * 0x1p24f, x);
  I bits = AsInt(scaled);
  I exponent = (small & -24) + ((bits >> 23) & 0xff) - 126;
  V m = AsFloat((bits & 0x007fffff) | 0x3f000000);
  const I low = m < 0.707106781186547524f;
  m = Select(low, m + m, m);
  exponent += low;  // -1 where true
  m -= 1.0f;
  const V z = m * m;
  V p = Set(7.0376836292e-2f);
  p = Fma(p, m, Set(-1.1514610310e-1f));
  p = Fma(p, m, Set(1.1676998740e-1f));
  p = Fma(p, m, Set(-1.2420140846e-1f));
  p = Fma(p, m, Set(1.4249322787e-1f));
  p = Fma(p, m, Set(-1.6668057665e-1f));
  p = Fma(p, m, Set(2.0000714765e-1f));
  p = Fma(p, m, Set(-2.4999993993e-1f));
  p = Fma(p, m, Set(3.3333331174e-1f));
  const V e = __builtin_convertvector(exponent, V);
  V y = p * m * z;
  y = Fma(e, Set(-2.12194440e-4f), y);
  y = Fma(z, Set(-0.5f), y);
  V result = Fma(e, Set(0.693359375f), m + y);
  result = Select(x == __builtin_inff(), x, result);
  result = Select(x == 0.0f, Set(-__builtin_inff()), result);
  return Select(x >= 0.0f, result, Set(__builtin_nanf("")));
}

[[gnu::always_inline]] inline V TanhV(V x) {
  const I sign = AsInt(x) & static_cast<int>(0x80000000u);
  const V a = AsFloat(AsInt(x) & 0x7fffffff);
  const V large = 1.0f - 2.0f / (ExpV(a + a) + 1.0f);
  const V z = a * a;
  V p = Set(-5.70498872745e-3f);
  p = Fma(p, z, Set(2.06390887954e-2f));
  p = Fma(p, z, Set(-5.37397155531e-2f));
  p = Fma(p, z, Set(1.33314422036e-1f));
  p = Fma(p, z, Set(-3.33332819422e-1f));
  const V small = Fma(p * z, a, a);
  const V result = Select(a >= 0.625f, large, small);
  return AsFloat((AsInt(result) & 0x7fffffff) | sign);
}

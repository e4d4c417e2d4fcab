// exp, log and tanh on every 257th of the 2^32 bit patterns, under --config=soak on all: how far
// engine/numerics/math.h is from the exact values, one hash over all its results, and the vector
// kernels of every instruction set bit for bit equal to it.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "engine/backends/simd/kernels/isa.h"
#include "engine/numerics/aligned_vector.h"
#include "engine/numerics/math.h"

namespace tenfold::simd {
namespace {

constexpr uint64_t kPatterns = uint64_t{1} << 32;
constexpr uint64_t kChunk = uint64_t{1} << 13;  // values at a time; their arrays fit a cache

uint64_t Every() { return std::getenv("TENFOLD_SOAK") == nullptr ? 257 : 1; }

// NaNs have many bit patterns; one stands for all.
uint32_t CanonicalBits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return value == value ? bits : 0x7fc00000;
}

// Eight chains side by side: h = (h xor bits) * odd constant.
class Hash {
 public:
  void Add(const std::vector<uint32_t>& values) {
    size_t i = 0;
    for (; i + 8 <= values.size(); i += 8) {
      for (size_t j = 0; j < 8; ++j) AddTo(chains_[j], values[i + j]);
    }
    for (; i < values.size(); ++i) AddTo(chains_[i % 8], values[i]);
  }
  uint64_t Value() const {
    uint64_t hash = 0;
    for (uint64_t chain : chains_) hash = (hash ^ chain ^ (chain >> 32)) * 0x9E3779B97F4A7C15;
    return hash;
  }

 private:
  static void AddTo(uint64_t& chain, uint32_t value) {
    chain = (chain ^ value) * 0x9E3779B97F4A7C15;
  }

  uint64_t chains_[8] = {1, 2, 3, 4, 5, 6, 7, 8};
};

// The error in units of the float spacing at the exact value.
double UlpError(float value, double exact) {
  const float rounded = static_cast<float>(exact);
  if (!(std::fabs(rounded) < INFINITY && std::fabs(value) < INFINITY)) {
    return value == rounded || (std::isnan(value) && std::isnan(rounded)) ? 0.0 : INFINITY;
  }
  // The spacing is 2^(e - 150) for the exponent field e of a normal number, 2^-149 for a denormal.
  const uint64_t exponent = std::max(CanonicalBits(std::fabs(rounded)) >> 23, 1u);
  const uint64_t bits = (1023 + 150 - exponent) << 52;
  double per_spacing;
  std::memcpy(&per_spacing, &bits, sizeof(bits));
  return std::fabs(value - exact) * per_spacing;
}

// Exact to about 2^-52 of the value, without libm where that is as good and faster.
double ExactExp(double x) {
  if (std::fabs(x) < 0x1p-10) return 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))));
  if (x > 200) return INFINITY;
  if (x < -200) return 0;
  return std::exp(x);
}
double ExactLog(double x) { return x < 0 ? NAN : std::log(x); }
double ExactTanH(double x) {
  const double square = x * x;
  if (square < 0x1p-20)
    return x - x * square * (1.0 / 3 - square * (2.0 / 15 - square * (17.0 / 315)));
  return std::fabs(x) > 20 ? std::copysign(1.0, x) : std::tanh(x);
}

struct Function {
  const char* name;
  float (*scalar)(float);
  double (*exact)(double);
  void (*Kernels::*vector)(long n, const float* x, float* y);
  double largest_error;           // in ulp, over all floats
  uint64_t hash, hash_of_sample;  // over all floats, and over every 257th
};

const Function kFunctions[] = {
    {"exp", [](float x) { return Exp(x); }, ExactExp, &Kernels::exp, 1.011, 0xeeee9abd35186ace,
     0x9b05d8ee0c181dae},
    {"log", [](float x) { return Log(x); }, ExactLog, &Kernels::log, 0.827, 0xb2e21a16bcf1afa0,
     0x6006ba810f8327df},
    {"tanh", [](float x) { return TanH(x); }, ExactTanH, &Kernels::tanh, 1.331, 0x25f4ef53c30e7338,
     0xffc88a2912bc08ed},
};

struct Chunk {
  uint64_t hash;
  double largest_error;
  float at;               // where it is
  std::string different;  // the first vector result that is not the scalar one
};

Chunk CheckChunk(const Function& function, uint64_t first, uint64_t every) {
  const uint64_t count = std::min(kChunk, (kPatterns - first + every - 1) / every);
  AlignedVector<float> x(Padded(static_cast<int>(count))), y(x.size());
  for (uint64_t i = 0; i < count; ++i) {
    const uint32_t pattern = static_cast<uint32_t>(first + i * every);
    std::memcpy(&x[i], &pattern, sizeof(pattern));
  }
  std::vector<uint32_t> bits(count);
  Chunk chunk = {0, 0.0, 0.0f, ""};
  for (uint64_t i = 0; i < count; ++i) {
    const float value = function.scalar(x[i]);
    bits[i] = CanonicalBits(value);
    const double error = UlpError(value, function.exact(x[i]));
    if (error > chunk.largest_error) {
      chunk.largest_error = error;
      chunk.at = x[i];
    }
  }
  Hash hash;
  hash.Add(bits);
  chunk.hash = hash.Value();
  for (const Kernels* kernels : AvailableKernels()) {
    (kernels->*function.vector)(static_cast<long>(x.size()), x.data(), y.data());
    std::vector<uint32_t> vector_bits(count);
    for (uint64_t i = 0; i < count; ++i) vector_bits[i] = CanonicalBits(y[i]);
    if (vector_bits == bits) continue;
    const size_t i =
        std::mismatch(bits.begin(), bits.end(), vector_bits.begin()).first - bits.begin();
    char text[200];
    std::snprintf(text, sizeof(text), "%s(%a) is %a on %s, %08x in engine/numerics/math.h",
                  function.name, x[i], y[i], kernels->isa, bits[i]);
    chunk.different = text;
  }
  return chunk;
}

class FunctionsTest : public ::testing::TestWithParam<Function> {};

TEST_P(FunctionsTest, OnAllFloats) {
  const Function& function = GetParam();
  const uint64_t every = Every();
  const uint64_t step = kChunk * every;
  std::vector<Chunk> chunks((kPatterns + step - 1) / step);
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < chunks.size(); i = next++) {
      chunks[i] = CheckChunk(function, i * step, every);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();

  uint64_t hash = 0;
  Chunk worst = chunks.front();
  for (const Chunk& chunk : chunks) {
    EXPECT_EQ(chunk.different, "");
    hash = (hash ^ chunk.hash) * 0x9E3779B97F4A7C15;
    if (chunk.largest_error > worst.largest_error) worst = chunk;
  }
  std::printf("%s on every %d. float: largest error %.4f ulp at %a, hash %016llx\n", function.name,
              static_cast<int>(every), worst.largest_error, worst.at,
              static_cast<unsigned long long>(hash));
  EXPECT_LE(worst.largest_error, function.largest_error);
  EXPECT_EQ(hash, every == 1 ? function.hash : function.hash_of_sample)
      << "another definition is another version of the contract (engine/numerics/contract.h)";
}

INSTANTIATE_TEST_SUITE_P(All, FunctionsTest, ::testing::ValuesIn(kFunctions),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace tenfold::simd

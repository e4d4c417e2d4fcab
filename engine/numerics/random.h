// Random numbers that are the same on every machine: the counter-based generator Philox4x32-10 of
// Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), and our own
// distributions, because those of <random> differ between standard libraries.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace tenfold {

// Ten rounds of Philox4x32: a bijection of the 128-bit counter for each 64-bit key.
std::array<uint32_t, 4> Philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

// What a stream of random numbers is for. Each purpose has its own numbers, so that drawing more of
// one kind changes nothing elsewhere. The values are part of the numeric contract.
enum class Stream : uint32_t {
  kData = 1,
  kInitialWeights = 2,
  kBatchOrder = 3,
  kAugmentation = 4,
  kDropout = 5,
  kHeldOut = 6,  // train samples, for early stopping
};

// The stream of (seed, purpose, substream): key = seed; counter words = block index (low, high),
// purpose, substream.
class PhiloxGenerator {
 public:
  PhiloxGenerator(uint64_t seed, Stream purpose, uint32_t substream = 0);

  uint32_t NextUint32();

  // Uniform on [0, 1): a multiple of 2^-24, from the upper 24 bits.
  float NextUniform();

  // Uniform on {0, ..., bound - 1}, without bias (multiply-shift with rejection, Lemire 2019).
  // bound > 0.
  uint32_t NextBelow(uint32_t bound);

 private:
  std::array<uint32_t, 2> key_;
  std::array<uint32_t, 4> counter_;
  std::array<uint32_t, 4> block_;
  int used_ = 4;
};

// A uniform permutation of 0, ..., n - 1 (Fisher-Yates, from the last place down).
std::vector<int32_t> RandomPermutation(int n, PhiloxGenerator& generator);

}  // namespace tenfold

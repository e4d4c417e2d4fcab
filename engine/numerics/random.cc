#include "engine/numerics/random.h"

#include <numeric>
#include <utility>

namespace tenfold {

std::array<uint32_t, 4> Philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t product0 = uint64_t{0xD2511F53} * counter[0];
    const uint64_t product1 = uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<uint32_t>(product1 >> 32) ^ counter[1] ^ key[0],
               static_cast<uint32_t>(product1),
               static_cast<uint32_t>(product0 >> 32) ^ counter[3] ^ key[1],
               static_cast<uint32_t>(product0)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

PhiloxGenerator::PhiloxGenerator(uint64_t seed, Stream purpose, uint32_t substream)
    : key_{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)},
      counter_{0, 0, static_cast<uint32_t>(purpose), substream} {}

uint32_t PhiloxGenerator::NextUint32() {
  if (used_ == 4) {
    block_ = Philox4x32(counter_, key_);
    if (++counter_[0] == 0) ++counter_[1];
    used_ = 0;
  }
  return block_[used_++];
}

float PhiloxGenerator::NextUniform() { return static_cast<float>(NextUint32() >> 8) * 0x1p-24f; }

uint32_t PhiloxGenerator::NextBelow(uint32_t bound) {
  uint64_t product = uint64_t{NextUint32()} * bound;
  if (static_cast<uint32_t>(product) < bound) {
    const uint32_t threshold = -bound % bound;
    while (static_cast<uint32_t>(product) < threshold) product = uint64_t{NextUint32()} * bound;
  }
  return static_cast<uint32_t>(product >> 32);
}

std::vector<int32_t> RandomPermutation(int n, PhiloxGenerator& generator) {
  std::vector<int32_t> permutation(n);
  std::iota(permutation.begin(), permutation.end(), 0);
  for (int i = n - 1; i > 0; --i) {
    std::swap(permutation[i], permutation[generator.NextBelow(static_cast<uint32_t>(i) + 1)]);
  }
  return permutation;
}

}  // namespace tenfold

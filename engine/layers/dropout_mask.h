// Which elements a Dropout layer keeps: the same in every engine.
#pragma once

#include <cstdint>

#include "engine/numerics/random.h"

namespace tenfold {

// Where the numbers of a layer come from.
struct DropoutStream {
  uint64_t seed = 0;
  uint32_t layer = 0;                     // counted over all blocks of the network
  const int64_t* forward_pass = nullptr;  // in training mode, counted from 0
};

// Element i (row-major) takes word i % 4 of block i / 4 of Philox4x32-10 with the seed as key and
// the counter (block, forward pass, purpose, layer): it is kept if the word is at least rate *
// 2^32. factors[i] = 1 / (1 - rate) or 0.
template <typename T>
void DropoutFactors(const DropoutStream& stream, double rate, int64_t n, T* factors) {
  const uint32_t threshold = static_cast<uint32_t>(rate * 4294967296.0);
  const T kept = static_cast<T>(1.0 / (1.0 - rate));
  for (int64_t i = 0; i < n; i += 4) {
    const std::array<uint32_t, 4> words =
        Philox4x32({static_cast<uint32_t>(i / 4), static_cast<uint32_t>(*stream.forward_pass),
                    static_cast<uint32_t>(Stream::kDropout), stream.layer},
                   {static_cast<uint32_t>(stream.seed), static_cast<uint32_t>(stream.seed >> 32)});
    for (int64_t j = i; j < i + 4 && j < n; ++j) {
      factors[j] = words[j - i] >= threshold ? kept : T{0};
    }
  }
}

}  // namespace tenfold

// The loops of peak.h on x86-64, one file per instruction set. Each runs `iterations` times
// kFmaChains fused multiply-adds on vectors of its width; the result only keeps them from being
// left out.
#pragma once

#include <cstdint>

namespace tenfold::benchmarks {

// Enough for two units with a latency of up to six, few enough for the registers of AVX2.
inline constexpr int kFmaChains = 12;

float FmaLoopAvx512(int64_t iterations);
float FmaLoopAvx2(int64_t iterations);

}  // namespace tenfold::benchmarks

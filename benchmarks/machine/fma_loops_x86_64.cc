#include "benchmarks/machine/fma_loops.h"
#include "benchmarks/machine/peak.h"

namespace tenfold::benchmarks {

const std::vector<FmaLoop>& AvailableFmaLoops() {
  static const std::vector<FmaLoop> loops = [] {
    std::vector<FmaLoop> available;
    if (__builtin_cpu_supports("avx512f")) {
      available.push_back({"avx512", 2.0 * 16 * kFmaChains, FmaLoopAvx512});
    }
    available.push_back({"avx2", 2.0 * 8 * kFmaChains, FmaLoopAvx2});
    return available;
  }();
  return loops;
}

}  // namespace tenfold::benchmarks

// What //:reproduce -- --full trains besides ten seeds of preset `paper`.
#pragma once

#include <string>
#include <vector>

namespace tenfold {

// The report's ten seeds and the hundred that its claims are decided on.
inline constexpr int kReportedSeeds = 110;

// Seeds 0, 1, ... of all variants.
struct FullSweep {
  std::string preset;
  std::string overrides;  // as --set takes them; "" for none
  int seeds;
  bool libtorch = false;  // in place of engine simd
};

}  // namespace tenfold

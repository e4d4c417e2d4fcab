// WebAssembly has no register that controls floating-point arithmetic: it always computes as the
// numeric contract says.
#pragma once

#include <cstdint>

namespace tenfold {

inline uint64_t FloatingPointControl() { return 0; }
inline void SetFloatingPointControl(uint64_t) {}
inline constexpr uint64_t kContractControl = 0;

}  // namespace tenfold

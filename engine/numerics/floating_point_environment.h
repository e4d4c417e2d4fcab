#pragma once

#include <cfenv>
#include <cstdint>

#include "engine/numerics/processor.h"

namespace tenfold {

// While it lives, this thread computes as the numeric contract says: it rounds to nearest, neither
// flushes denormals nor takes them for zero, and has no traps. Its destructor restores what a
// library or the caller had set. The control register is set by itself too, because fesetenv leaves
// some of AArch64's alone.
class ContractFloatingPoint {
 public:
  ContractFloatingPoint() {
    std::fegetenv(&before_);
    std::fesetenv(FE_DFL_ENV);
    SetFloatingPointControl(kContractControl);
  }
  ~ContractFloatingPoint() {
    std::fesetenv(&before_);
    SetFloatingPointControl(control_before_);
  }
  ContractFloatingPoint(const ContractFloatingPoint&) = delete;
  ContractFloatingPoint& operator=(const ContractFloatingPoint&) = delete;

 private:
  const uint64_t control_before_ = FloatingPointControl();
  std::fenv_t before_;
};

}  // namespace tenfold

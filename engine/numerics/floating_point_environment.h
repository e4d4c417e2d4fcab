#pragma once

#include <cfenv>

namespace tenfold {

// While it lives, this thread computes as the numeric contract says: rounding to nearest, denormals
// neither flushed nor taken for zero, no traps. Afterwards the thread is as it was: a library or
// the caller may have set it otherwise.
class ContractFloatingPoint {
 public:
  ContractFloatingPoint() {
    std::fegetenv(&before_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~ContractFloatingPoint() { std::fesetenv(&before_); }
  ContractFloatingPoint(const ContractFloatingPoint&) = delete;
  ContractFloatingPoint& operator=(const ContractFloatingPoint&) = delete;

 private:
  std::fenv_t before_;
};

}  // namespace tenfold

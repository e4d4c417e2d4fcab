#pragma once

#include <cfenv>

namespace tenfold {

// While it lives, this thread computes as the numeric contract says: it rounds to nearest, neither
// flushes denormals nor takes them for zero, and has no traps. Its destructor restores what a
// library or the caller had set.
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

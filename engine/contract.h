#pragma once

namespace tenfold {

// The version of the numeric contract: which numbers are drawn, the order of every sum and where it
// rounds, the definition of every function. Whoever changes one of them changes what every seed
// gives, and this number.
inline constexpr int kContractVersion = 1;

}  // namespace tenfold

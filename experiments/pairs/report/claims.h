// What the report says of the pairs, and how it is decided.
#pragma once

#include <cstdint>
#include <vector>

#include "reports/claims/claim.h"

namespace tenfold::reports {

// The presets that claims are decided for; the first is primary.
inline constexpr const char* kPairsPresets[] = {"paper", "course"};

// Sets of the eight settings, one bit each: bit i is the setting with auxiliary loss if i & 1,
// weight sharing if i & 2, convolutions if i & 4, as in FactorialCells.
inline constexpr uint8_t kWithAuxiliary = 0xAA, kWithSharing = 0xCC, kCnn = 0xF0;
inline constexpr uint8_t kWithoutAuxiliary = 0x55, kWithoutSharing = 0x33, kMlp = 0x0F;

// Of test accuracies of settings.
enum class PairTest {
  kAllNear,         // every setting of `plus` is `value` +- margin (TOST each)
  kMost,            // the auxiliary loss adds more than sharing and than convolutions, and adds
  kBetter,          // plus beats minus; contradicted also if they are equal within the margin
  kDifference,      // plus - minus is `value` +- margin (TOST)
  kWider,           // every setting of plus spreads more than every one of minus
  kStdWithin,       // the spread of a setting's runs, over those of plus, is `value` +- margin
  kStdOverall,      // the spread of all runs of plus together is
  kCellsHeaded,     // the eight printed means, as headed: ours are these +- margin (Welch)
  kCellsCaptioned,  // the same, as captioned
};

struct PairClaim : Claim {
  PairTest test;
  uint8_t plus = 0, minus = 0;  // means over these settings
};

const std::vector<PairClaim>& PairsClaims();

}  // namespace tenfold::reports

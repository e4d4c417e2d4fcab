// The claims of the report that is reproduced, as data: what it says, where, and which test with
// which margin decides whether it holds. All of it is declared here, before anything is run.
#pragma once

#include <cstdint>
#include <vector>

namespace tenfold::reports {

// Preset `paper` is primary, `course` secondary. The claims are decided on these seeds of the main
// engine, or on what is there of them.
inline constexpr const char* kClaimPresets[] = {"paper", "course"};
inline constexpr int64_t kClaimSeeds = 100;

// Every test is at 5 %, two-sided; families of tests are adjusted after Holm.
inline constexpr double kAlpha = 0.05;

// Sets of the eight settings of the pairs, one bit each: bit i is the setting with auxiliary loss
// if i & 1, weight sharing if i & 2, convolutions if i & 4, as in FactorialCells.
inline constexpr uint8_t kWithAuxiliary = 0xAA, kWithSharing = 0xCC, kCnn = 0xF0;
inline constexpr uint8_t kWithoutAuxiliary = 0x55, kWithoutSharing = 0x33, kMlp = 0x0F;

enum class ClaimKind {
  // Pairs: test accuracies of settings, paired by seed.
  kAllNear,         // every setting of `plus` is `value` +- margin (TOST each)
  kMost,            // the auxiliary loss adds more than sharing and than convolutions, and adds
  kBetter,          // plus beats minus; contradicted also if they are equal within the margin
  kDifference,      // plus - minus is `value` +- margin (TOST)
  kWider,           // every setting of plus spreads more than every one of minus (Pitman-Morgan)
  kStdNear,         // the spread within the settings of plus is `value` +- margin
  kCellsHeaded,     // the eight printed means, as headed: ours are these +- margin (Welch)
  kCellsCaptioned,  // the same, as captioned
  // Disc: by number of hidden layers.
  kAlmostAlways,   // both accuracies above .95 in `value` of all runs or more (Clopper-Pearson)
  kSameAsLibrary,  // test accuracy minus LibTorch's is 0 +- margin (TOST, paired by seed)
  kStartsHigh,     // in most runs the first step's loss is `value` times the stall's or more
  kStalls,         // in most runs the loss stalls for `value` epochs or more (plateau.h)
  kFallsAgain,     // in most runs the last epoch's loss is below `value` times the stall's
  kRateShortens,   // a higher, decaying rate makes the stall shorter, by more than the margin
};

struct Claim {
  const char* id;
  const char* where;  // in the report
  const char* quote;
  const char* short_form;  // what the page calls it
  ClaimKind kind;
  uint8_t plus = 0, minus = 0;  // means over these settings
  double value = 0.0;
  double margin = 0.0;
};

bool IsAboutPairs(ClaimKind kind);

const std::vector<Claim>& Claims();

// Those about the pairs, or those about the disc, in this order.
std::vector<const Claim*> ClaimsAbout(bool pairs);

// "TOST, .80 ± .025": how the claim is decided, in words for the page.
const char* HowDecided(ClaimKind kind);

}  // namespace tenfold::reports

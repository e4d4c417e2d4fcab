#include "experiments/disc/report/claims.h"

namespace tenfold::reports {
namespace {

// The report prints two decimals, and the difference of two such is off by up to this.
constexpr double kPrintedDifference = 0.01;

// In words for the page.
const char* HowDecided(DiscTest test) {
  switch (test) {
    case DiscTest::kAlmostAlways:
      return "so many runs or more are improbable with any smaller part (binomial, one-sided); "
             "contradicted if so few are with this part";
    case DiscTest::kSameAsLibrary:
      return "paired difference within the margin of zero (TOST); contradicted if outside (t)";
    case DiscTest::kStartsHigh:
      return "the first step's loss is 1.1 times the mean of the run's own stall or more, in more "
             "than half of all runs (binomial, two-sided); contradicted if in less";
    case DiscTest::kStalls:
      return "the stall has five epochs or more, in more than half of all runs (binomial, "
             "two-sided); contradicted if in less";
    case DiscTest::kFallsAgain:
      return "the last epoch's loss is below half of the run's own stall, in more than half of all "
             "runs (binomial, two-sided); contradicted if in less";
    case DiscTest::kRateShortens:
      return "the paired difference of lengths is above zero (t); contradicted if below, or within "
             "the margin of zero (TOST)";
  }
  return "";
}

std::vector<DiscClaim> Made() {
  std::vector<DiscClaim> claims = {
      {{"disc-95", "2.3 Results",
        "With 150 epochs of training, our MLP systematically achieves more than 95% accurary on "
        "both the training and testing sets.",
        "above 95 % on train and test, systematically", kClaimedAccuracy},
       DiscTest::kAlmostAlways},
      {{"disc-library", "2.4 Conclusion",
        "the network that we built using our own functions obtains an accuracy very similar to "
        "that of Pytorch for the same task",
        "the framework equals the library (here: this engine and LibTorch)", 0.0,
        kPrintedDifference},
       DiscTest::kSameAsLibrary},
      {{"disc-falls", "2.3 Results",
        "For both network, we see a very sharp descent at the beginning,",
        "the loss falls sharply at first", 1.1},
       DiscTest::kStartsHigh},
      {{"disc-stalls", "2.3 Results", "followed by a period of very slow decrease of the loss,",
        "then it stalls", 5.0, 0.0, "disc-falls"},
       DiscTest::kStalls},
      {{"disc-falls-again", "2.3 Results", "before it starts decreasing again.",
        "then it falls again", 0.5, 0.0, "disc-falls"},
       DiscTest::kFallsAgain},
      {{"disc-rate", "2.3 Results",
        "it is probable that it could be changed, by starting with a higher value of learning rate "
        "and reducing it as the epochs go.",
        "a higher, decaying rate shortens the stall", 0.0, 1.0},
       DiscTest::kRateShortens},
  };
  for (DiscClaim& claim : claims) claim.decided_by = HowDecided(claim.test);
  return claims;
}

}  // namespace

const std::vector<DiscClaim>& DiscClaims() {
  static const std::vector<DiscClaim> claims = Made();
  return claims;
}

}  // namespace tenfold::reports

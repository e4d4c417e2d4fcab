#include "reports/claims/claim.h"

namespace tenfold::reports {
namespace {

// The report prints two decimals. A difference of less than half of the last is none that it could
// have seen; what it prints is off by up to that, and the difference of two such by twice as much.
constexpr double kInvisible = 0.005;
constexpr double kPrintedDifference = 0.01;

// Of the report's own eight means, .78 to .82 before rounding.
constexpr double kApproximately = 0.025;

// Two means of ten runs with a spread of .02 differ by more than this in one case of forty.
constexpr double kTwoTables = 0.02;

}  // namespace

const std::vector<Claim>& Claims() {
  static const std::vector<Claim> claims = {
      {"all-near-80", "Abstract", "All models achieve approximately 80% of correct classification.",
       "all eight models are near .80", ClaimKind::kAllNear, 0xFF, 0, 0.80, kApproximately},
      {"auxiliary-most", "Abstract",
       "Overall, auxiliary loss is the parameter that increases the most the accuracy.",
       "auxiliary loss increases accuracy the most", ClaimKind::kMost},
      {"auxiliary-improves", "1.3 Results",
       "Overall, the use of auxiliary loss improves the accuracy of the models",
       "auxiliary loss improves accuracy", ClaimKind::kBetter, kWithAuxiliary, kWithoutAuxiliary,
       0.0, kInvisible},
      {"sharing-improves", "Abstract", "Weight sharing also improves the results.",
       "weight sharing improves accuracy", ClaimKind::kBetter, kWithSharing, kWithoutSharing, 0.0,
       kInvisible},
      {"cnn-better", "Abstract", "CNNs tend to give better results than MLPs for this task.",
       "CNNs are better than MLPs", ClaimKind::kBetter, kCnn, kMlp, 0.0, kInvisible},
      {"cnn-both", "1.3 Results",
       "for the CNN model, using weight sharing and auxiliary loss generally improves performance "
       "compared to not using them.",
       "CNN: both beat neither", ClaimKind::kBetter, 0x80, 0x10, 0.0, kInvisible},
      {"mlp-both", "1.3 Results",
       "In the MLP model, weight sharing and auxiliary loss improves the performance as well.",
       "MLP: both beat neither", ClaimKind::kBetter, 0x08, 0x01, 0.0, kInvisible},
      {"cnn-both-vs-unshared", "1.3 Results",
       "The average score for the block where weight sharing and auxiliary loss were both used is "
       "0.82, which is higher than the average scores for the blocks where either weight sharing "
       "or auxiliary loss were not used (0.79 [...]",
       "CNN: both beat no sharing by 3 points", ClaimKind::kDifference, 0x80,
       kCnn & kWithoutSharing, 0.03, kPrintedDifference},
      {"cnn-both-vs-plain", "1.3 Results", "[...] and 0.80, respectively).",
       "CNN: both beat no auxiliary loss by 2 points", ClaimKind::kDifference, 0x80,
       kCnn & kWithoutAuxiliary, 0.02, kPrintedDifference},
      {"cnn-both-wider", "1.3 Results",
       "However, the standard deviation is also higher for the block where weight sharing and "
       "auxiliary loss were used",
       "CNN: both spread more than the other three", ClaimKind::kWider, 0x80, 0x70},
      {"mlp-sharing-difference", "1.3 Results",
       "The average score is higher when weight sharing is enabled 0.81 compared to 0.79",
       "MLP: sharing adds 2 points", ClaimKind::kDifference, kMlp & kWithSharing,
       kMlp & kWithoutSharing, 0.02, kPrintedDifference},
      {"mlp-auxiliary-difference", "1.3 Results",
       "the average score when auxiliary loss is enabled for mlp is 0.81 [...]. When auxiliary "
       "loss is disabled, the average score is 0.79",
       "MLP: auxiliary loss adds 2 points", ClaimKind::kDifference, kMlp & kWithAuxiliary,
       kMlp & kWithoutAuxiliary, 0.02, kPrintedDifference},
      {"mlp-auxiliary-narrower", "1.3 Results",
       "enabling auxiliary loss slightly improves the performance of the mlp model, as evidenced "
       "by the higher average score and lower standard deviation.",
       "MLP: without auxiliary loss the spread is larger", ClaimKind::kWider,
       kMlp & kWithoutAuxiliary, kMlp & kWithAuxiliary},
      {"cnn-std", "1.3 Results",
       "For the CNN data, [...] the standard deviation is 0.02. This tells us that there is "
       "relatively little variation",
       "CNN: runs spread by .02", ClaimKind::kStdNear, kCnn, 0, 0.02, kInvisible},
      {"mlp-std", "1.3 Results", "For the MLP data, [...] the standard deviation is 0.02.",
       "MLP: runs spread by .02", ClaimKind::kStdNear, kMlp, 0, 0.02, kInvisible},
      {"tables-headed", "Tables 1 and 2", "Table 1 headed CNN, Table 2 headed MLP",
       "the eight printed means, as headed", ClaimKind::kCellsHeaded, 0xFF, 0, 0.0, kTwoTables},
      {"tables-captioned", "Tables 1 and 2", "Table 1: MLP Accuracy results; Table 2: CNN",
       "the eight printed means, as captioned", ClaimKind::kCellsCaptioned, 0xFF, 0, 0.0,
       kTwoTables},
      {"disc-95", "2.3 Results",
       "With 150 epochs of training, our MLP systematically achieves more than 95% accurary on "
       "both the training and testing sets.",
       "above 95 % on train and test, systematically", ClaimKind::kAlmostAlways, 0, 0, 0.95},
      {"disc-library", "2.4 Conclusion",
       "the network that we built using our own functions obtains an accuracy very similar to that "
       "of Pytorch for the same task",
       "the framework equals the library", ClaimKind::kSameAsLibrary, 0, 0, 0.0,
       kPrintedDifference},
      {"disc-falls", "2.3 Results",
       "For both network, we see a very sharp descent at the beginning,",
       "the loss falls sharply at first", ClaimKind::kStartsHigh, 0, 0, 1.1},
      {"disc-stalls", "2.3 Results", "followed by a period of very slow decrease of the loss,",
       "then it stalls", ClaimKind::kStalls, 0, 0, 5.0},
      {"disc-falls-again", "2.3 Results", "before it starts decreasing again.",
       "then it falls again", ClaimKind::kFallsAgain, 0, 0, 0.5},
      {"disc-rate", "2.3 Results",
       "it is probable that it could be changed, by starting with a higher value of learning rate "
       "and reducing it as the epochs go.",
       "a higher, decaying rate shortens the stall", ClaimKind::kRateShortens, 0, 0, 0.0, 1.0},
  };
  return claims;
}

bool IsAboutPairs(ClaimKind kind) { return kind <= ClaimKind::kCellsCaptioned; }

std::vector<const Claim*> ClaimsAbout(bool pairs) {
  std::vector<const Claim*> chosen;
  for (const Claim& claim : Claims()) {
    if (IsAboutPairs(claim.kind) == pairs) chosen.push_back(&claim);
  }
  return chosen;
}

const char* HowDecided(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::kAllNear:
      return "each of the means is within the margin (TOST); contradicted if one is outside (t, "
             "Holm)";
    case ClaimKind::kMost:
      return "its main effect is positive and larger than both others (each paired); contradicted "
             "if it is negative or another is larger (Holm)";
    case ClaimKind::kBetter:
      return "paired difference above zero (Holm over the claims of this kind); contradicted if "
             "below, or within the margin of zero (TOST)";
    case ClaimKind::kDifference:
      return "paired difference within the margin of what is stated (TOST); contradicted if "
             "outside (t)";
    case ClaimKind::kWider:
      return "every standard deviation larger (Pitman-Morgan); contradicted if one is smaller "
             "(Holm)";
    case ClaimKind::kStdNear:
      return "90 % interval (chi-squared) within the margin; contradicted if the 95 % interval is "
             "outside";
    case ClaimKind::kCellsHeaded:
    case ClaimKind::kCellsCaptioned:
      return "all eight within the margin (TOST, Welch with the printed spread); contradicted if "
             "one differs by more than rounding, .005 (Welch, Holm)";
    case ClaimKind::kAlmostAlways:
      return "the one-sided 95 % bound of the part of runs is not below (Clopper-Pearson); "
             "contradicted if the upper bound is";
    case ClaimKind::kSameAsLibrary:
      return "paired difference within the margin of zero (TOST); contradicted if outside (t)";
    case ClaimKind::kStartsHigh:
    case ClaimKind::kStalls:
    case ClaimKind::kFallsAgain:
      return "in more than half of all runs (Clopper-Pearson, 95 %); contradicted if in less";
    case ClaimKind::kRateShortens:
      return "paired difference of lengths above zero; contradicted if below, or within the margin "
             "of zero (TOST)";
  }
  return "";
}

}  // namespace tenfold::reports

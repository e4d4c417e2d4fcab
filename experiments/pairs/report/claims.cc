#include "experiments/pairs/report/claims.h"

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

// In words for the page.
const char* HowDecided(PairTest test) {
  switch (test) {
    case PairTest::kAllNear:
      return "each of the means is within the margin (TOST); contradicted if one is outside (t, "
             "Holm)";
    case PairTest::kMost:
      return "its main effect is positive and larger than both others (t each); contradicted "
             "if it is negative or another is larger (t, Holm)";
    case PairTest::kBetter:
      return "the difference is above zero (t); contradicted if below, or within the margin of "
             "zero (TOST)";
    case PairTest::kDifference:
      return "the difference is within the margin of what is stated (TOST); contradicted if "
             "outside (t)";
    case PairTest::kWider:
      return "every standard deviation is larger (Pitman-Morgan); contradicted if one is smaller "
             "(Holm)";
    case PairTest::kStdWithin:
      return "the standard deviation within the settings is within the margin (chi-squared, two "
             "one-sided); contradicted if outside";
    case PairTest::kStdOverall:
      return "that of all runs of the four settings is within the margin (TOST of the jackknife "
             "over seeds); contradicted if outside (t)";
    case PairTest::kCellsHeaded:
    case PairTest::kCellsCaptioned:
      return "all eight within the margin (TOST, Welch with the printed spread); contradicted if "
             "one differs by more than rounding, .005 (Welch, Holm)";
  }
  return "";
}

std::vector<PairClaim> Made() {
  std::vector<PairClaim> claims = {
      {{"all-near-80", "Abstract",
        "All models achieve approximately 80% of correct classification.",
        "all eight models are near .80", 0.80, kApproximately},
       PairTest::kAllNear,
       0xFF},
      {{"auxiliary-most", "Abstract",
        "Overall, auxiliary loss is the parameter that increases the most the accuracy.",
        "auxiliary loss increases accuracy the most"},
       PairTest::kMost},
      {{"auxiliary-improves", "1.3 Results",
        "Overall, the use of auxiliary loss improves the accuracy of the models",
        "auxiliary loss improves accuracy", 0.0, kInvisible, "auxiliary-most"},
       PairTest::kBetter,
       kWithAuxiliary,
       kWithoutAuxiliary},
      {{"cnn-both-vs-plain", "1.3 Results", "[...] and 0.80, respectively).",
        "CNN: both beat no auxiliary loss by 2 points", 0.02, kPrintedDifference, "auxiliary-most"},
       PairTest::kDifference,
       0x80,
       kCnn & kWithoutAuxiliary},
      {{"mlp-auxiliary-difference", "1.3 Results",
        "the average score when auxiliary loss is enabled for mlp is 0.81 [...]. When auxiliary "
        "loss is disabled, the average score is 0.79",
        "MLP: auxiliary loss adds 2 points", 0.02, kPrintedDifference, "auxiliary-most"},
       PairTest::kDifference,
       kMlp & kWithAuxiliary,
       kMlp & kWithoutAuxiliary},
      {{"sharing-improves", "Abstract", "Weight sharing also improves the results.",
        "weight sharing improves accuracy", 0.0, kInvisible},
       PairTest::kBetter,
       kWithSharing,
       kWithoutSharing},
      {{"cnn-both-vs-unshared", "1.3 Results",
        "The average score for the block where weight sharing and auxiliary loss were both used is "
        "0.82, which is higher than the average scores for the blocks where either weight sharing "
        "or auxiliary loss were not used (0.79 [...]",
        "CNN: both beat no sharing by 3 points", 0.03, kPrintedDifference, "sharing-improves"},
       PairTest::kDifference,
       0x80,
       kCnn & kWithoutSharing},
      {{"mlp-sharing-difference", "1.3 Results",
        "The average score is higher when weight sharing is enabled 0.81 compared to 0.79",
        "MLP: sharing adds 2 points", 0.02, kPrintedDifference, "sharing-improves"},
       PairTest::kDifference,
       kMlp & kWithSharing,
       kMlp & kWithoutSharing},
      {{"cnn-better", "Abstract", "CNNs tend to give better results than MLPs for this task.",
        "CNNs are better than MLPs", 0.0, kInvisible},
       PairTest::kBetter,
       kCnn,
       kMlp},
      {{"cnn-both", "1.3 Results",
        "for the CNN model, using weight sharing and auxiliary loss generally improves performance "
        "compared to not using them.",
        "CNN: both beat neither", 0.0, kInvisible},
       PairTest::kBetter,
       0x80,
       0x10},
      {{"mlp-both", "1.3 Results",
        "In the MLP model, weight sharing and auxiliary loss improves the performance as well.",
        "MLP: both beat neither", 0.0, kInvisible},
       PairTest::kBetter,
       0x08,
       0x01},
      {{"cnn-both-wider", "1.3 Results",
        "However, the standard deviation is also higher for the block where weight sharing and "
        "auxiliary loss were used",
        "CNN: both spread more than the other three"},
       PairTest::kWider,
       0x80,
       0x70},
      {{"mlp-auxiliary-narrower", "1.3 Results",
        "enabling auxiliary loss slightly improves the performance of the mlp model, as evidenced "
        "by the higher average score and lower standard deviation.",
        "MLP: without auxiliary loss the spread is larger"},
       PairTest::kWider,
       kMlp & kWithoutAuxiliary,
       kMlp & kWithAuxiliary},
      {{"cnn-std", "1.3 Results",
        "For the CNN data, [...] the standard deviation is 0.02. This tells us that there is "
        "relatively little variation",
        "CNN: runs spread by .02, read as: those of a setting", 0.02, kInvisible},
       PairTest::kStdWithin,
       kCnn},
      {{"cnn-std-overall", "1.3 Results",
        "the overall average of the values is 0.81, and the standard deviation is 0.02.",
        "CNN: runs spread by .02, read as: all runs together", 0.02, kInvisible, "cnn-std"},
       PairTest::kStdOverall,
       kCnn},
      {{"mlp-std", "1.3 Results", "For the MLP data, [...] the standard deviation is 0.02.",
        "MLP: runs spread by .02, read as: those of a setting", 0.02, kInvisible},
       PairTest::kStdWithin,
       kMlp},
      {{"mlp-std-overall", "1.3 Results",
        "the average of the values is 0.80, and the standard deviation is 0.02.",
        "MLP: runs spread by .02, read as: all runs together", 0.02, kInvisible, "mlp-std"},
       PairTest::kStdOverall,
       kMlp},
      {{"tables-headed", "Tables 1 and 2",
        "CNN [...] 0.82 ± 0.01 0.80 ± 0.01 [...] 0.80 ± 0.01 0.78 ± 0.02 [...] MLP [...] 0.82 ± "
        "0.02 0.81 ± 0.02 [...] 0.79 ± 0.02 0.79 ± 0.02",
        "the eight printed means, as headed", 0.0, kTwoTables},
       PairTest::kCellsHeaded,
       0xFF},
      {{"tables-captioned", "Tables 1 and 2",
        "Table 1: MLP Accuracy results [...] Table 2: CNN Accuracy results",
        "the eight printed means, as captioned", 0.0, kTwoTables, "tables-headed"},
       PairTest::kCellsCaptioned,
       0xFF},
  };
  for (PairClaim& claim : claims) claim.decided_by = HowDecided(claim.test);
  return claims;
}

}  // namespace

const std::vector<PairClaim>& PairsClaims() {
  static const std::vector<PairClaim> claims = Made();
  return claims;
}

}  // namespace tenfold::reports

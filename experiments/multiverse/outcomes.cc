#include "experiments/multiverse/outcomes.h"

#include <algorithm>
#include <cmath>

#include "experiments/disc/report/claims.h"
#include "experiments/disc/report/verdicts.h"

namespace tenfold::multiverse {
namespace {

int64_t Correct(double accuracy, const RunRecord& record, const char* samples) {
  return std::llround(accuracy * record.hyperparameters.at(samples).get<double>());
}

double ValueOf(reports::DiscTest test) {
  const std::vector<reports::DiscClaim>& claims = reports::DiscClaims();
  return std::find_if(claims.begin(), claims.end(),
                      [=](const reports::DiscClaim& claim) { return claim.test == test; })
      ->value;
}

}  // namespace

std::vector<std::string> OutcomeNames(absl::string_view experiment) {
  if (experiment == "pairs") return {"correct"};
  return {"train_correct", "test_correct", "starts_high", "stall_epochs", "falls_again"};
}

std::vector<int64_t> OutcomesOf(const RunRecord& record) {
  if (!record.test_accuracy.has_value()) return {};
  if (record.experiment == "pairs") return {Correct(*record.test_accuracy, record, "pairs")};
  const reports::Plateau plateau = reports::PlateauOf(record);
  const bool starts_high =
      plateau.length > 0 &&
      record.first_losses.front() >= ValueOf(reports::DiscTest::kStartsHigh) * plateau.mean;
  const bool falls_again =
      record.train_loss.back() < ValueOf(reports::DiscTest::kFallsAgain) * plateau.mean;
  return {Correct(*record.train_accuracy, record, "points"),
          Correct(*record.test_accuracy, record, "points"), starts_high, plateau.length,
          falls_again};
}

}  // namespace tenfold::multiverse

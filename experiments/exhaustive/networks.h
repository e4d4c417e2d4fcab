// Trains the networks of a setting and tests each on all ordered pairs of test digits.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"
#include "experiments/exhaustive/resamples.h"
#include "experiments/exhaustive/settings.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/measurements/exhaustive.h"
#include "experiments/variance/test_digits.h"

namespace tenfold::exhaustive {

class Networks {
 public:
  // The resamples, of the test digits, outlive it.
  Networks(const DigitData& digits, const Setting& setting, const Resamples& resamples);

  // The network of the run with this seed, trained with engine simd; the same bits whatever else
  // runs. Cancelled if keep_going says no.
  absl::StatusOr<measurements::ExhaustiveNetwork> Test(
      int64_t seed, const std::function<bool()>& keep_going) const;

 private:
  const Setting setting_;
  const Hyperparameters hyperparameters_;
  const DigitData digits_;  // the test set is a chart
  const std::vector<uint8_t> labels_;
  const variance::TestDigits test_digits_;
  const Resamples& resamples_;
};

}  // namespace tenfold::exhaustive

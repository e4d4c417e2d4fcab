// The networks of a replicate: two levels of each source of a training, all eight combinations,
// tested on the same draws of test pairs.
#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/variance/components.h"
#include "experiments/variance/settings.h"
#include "experiments/variance/test_digits.h"

namespace tenfold::variance {

// Of a preset of //experiments/pairs.
Hyperparameters HyperparametersOf(const char* preset);

// The seeds of replicate r: its levels of a source are 2 r and 2 r + 1, so that network 0 is the
// run of //experiments/pairs with seed 2 r and network 7 the one with seed 2 r + 1. Its test draws
// are those of the runs with seeds kTestDraws * r and on.
class Replicates {
 public:
  Replicates(const DigitData& digits, const Setting& setting);

  // Trains with engine simd; the same bits whatever else runs. Cancelled if keep_going says no.
  absl::StatusOr<WrongAnswers> Make(int64_t replicate,
                                    const std::function<bool()>& keep_going) const;

 private:
  Setting setting_;
  Hyperparameters hyperparameters_;
  int pairs_;
  DigitData digits_;  // the test set is a chart
  TestDigits test_digits_;
};

}  // namespace tenfold::variance

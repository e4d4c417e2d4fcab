// The file of replicates, which grows while they are made.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"
#include "experiments/measurements/variance.h"

namespace tenfold::variance {

struct ExtendOptions {
  int replicates = 0;  // of each setting; 0: as many as declared
  int jobs = 1;
  std::function<bool()> keep_going;
  std::function<void(const std::string& line)> say;  // how far it is
};

// What a file says that this program has just begun.
absl::StatusOr<measurements::Variance> EmptyFile(const DigitData& digits);

// Makes the replicates that the file `path` lacks, or a new file, and returns it whole. It is
// written every few seconds and at the end, also if that is an error; its bytes do not depend on
// jobs or on interruptions. FailedPrecondition if the file is not of this program's settings,
// sources, commit and data; Cancelled if keep_going said no.
absl::StatusOr<measurements::Variance> ExtendFile(const std::string& path, const DigitData& digits,
                                                  const ExtendOptions& options);

}  // namespace tenfold::variance

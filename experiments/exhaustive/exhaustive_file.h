// The file of tested networks, which grows while they are trained.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"
#include "experiments/measurements/exhaustive.h"

namespace tenfold::exhaustive {

struct ExtendOptions {
  int networks = 0;  // of each setting; 0: as many as declared
  std::string only;  // settings whose names have this
  int jobs = 1;
  std::function<bool()> keep_going;
  std::function<void(const std::string& line)> say;  // how far it is
};

// Tests the networks that the file `path` lacks, or begins a new file, and returns it whole. It is
// written every few seconds and at the end, also if that is an error; its bytes do not depend on
// jobs or on interruptions. FailedPrecondition if the file is not of this program's settings,
// sources, commit and data; InvalidArgument if no setting has `only`; Cancelled if keep_going said
// no.
absl::StatusOr<measurements::Exhaustive> ExtendFile(const std::string& path,
                                                    const DigitData& digits,
                                                    const ExtendOptions& options);

}  // namespace tenfold::exhaustive

// Two sessions that measure at the same time would measure each other.
#pragma once

#include "absl/status/statusor.h"

namespace tenfold::benchmarks {

// Held by whatever program times, while it does; the kernel gives it back when the program ends.
class MeasuringLock {
 public:
  // FailedPrecondition, with the process that has it, if another program times on this machine. The
  // lock is a file in the folder for temporary files; in a test, in the test's own.
  static absl::StatusOr<MeasuringLock> Take();

  MeasuringLock(MeasuringLock&& other) noexcept;
  MeasuringLock& operator=(MeasuringLock&&) = delete;
  ~MeasuringLock();

 private:
  explicit MeasuringLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace tenfold::benchmarks

#include "benchmarks/machine/measuring_lock.h"

#include <unistd.h>

#include <string>

#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

TEST(MeasuringLockTest, OneAtATime) {
  {
    const absl::StatusOr<MeasuringLock> lock = MeasuringLock::Take();
    ASSERT_TRUE(lock.ok()) << lock.status();
    const absl::StatusOr<MeasuringLock> second = MeasuringLock::Take();
    ASSERT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_NE(std::string(second.status().message()).find(std::to_string(getpid())),
              std::string::npos);
  }
  EXPECT_TRUE(MeasuringLock::Take().ok());
}

}  // namespace
}  // namespace tenfold::benchmarks

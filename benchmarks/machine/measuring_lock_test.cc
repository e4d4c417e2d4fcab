#include "benchmarks/machine/measuring_lock.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "gtest/gtest.h"

namespace {

bool no_locks = false;

}  // namespace

// In place of the library's: a file system without locks.
extern "C" int flock(int fd, int operation) noexcept {
  if (!no_locks) return static_cast<int>(syscall(SYS_flock, fd, operation));
  errno = ENOSYS;
  return -1;
}

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

TEST(MeasuringLockTest, WithoutLocksNobodyElseIsBlamed) {
  no_locks = true;
  const absl::Status status = MeasuringLock::Take().status();
  no_locks = false;
  EXPECT_NE(std::string(status.message()).find("cannot be locked: Function not implemented"),
            std::string::npos)
      << status;
}

}  // namespace
}  // namespace tenfold::benchmarks

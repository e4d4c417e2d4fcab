#include "benchmarks/machine/measuring_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace tenfold::benchmarks {
namespace {

std::string LockPath() {
  const char* test = std::getenv("TEST_TMPDIR");
  return absl::StrCat(test == nullptr ? "/tmp" : test, "/tenfold-measuring.lock");
}

// Another user's file cannot be opened for creation in a folder like /tmp, only as it is.
int OpenForAllUsers(const std::string& path) {
  int descriptor = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) {
    descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor >= 0) fchmod(descriptor, 0666);
  }
  return descriptor;
}

}  // namespace

absl::StatusOr<MeasuringLock> MeasuringLock::Take() {
  const std::string path = LockPath();
  const int descriptor = OpenForAllUsers(path);
  if (descriptor < 0) {
    return absl::InternalError(absl::StrCat(path, ": cannot be opened: ", std::strerror(errno)));
  }
  MeasuringLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return absl::InternalError(absl::StrCat(path, ": cannot be locked: ", std::strerror(errno)));
    }
    std::string owner(32, '\0');
    const ssize_t size = pread(descriptor, owner.data(), owner.size(), 0);
    owner.resize(size > 0 ? size : 0);
    return absl::FailedPreconditionError(
        absl::StrCat("another program measures on this machine (process ",
                     owner.empty() ? "unknown" : owner, "); timings beside it would mean nothing"));
  }
  const std::string own = absl::StrCat(getpid());
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, own.data(), own.size(), 0) < 0) {
    return absl::InternalError(absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
  }
  return lock;
}

MeasuringLock::MeasuringLock(MeasuringLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

MeasuringLock::~MeasuringLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace tenfold::benchmarks

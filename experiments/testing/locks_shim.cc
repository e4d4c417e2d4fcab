// Preloaded: a file system whose locks fail with the error of FLOCK_ERRNO, or without it one whose
// locks everybody gets.
#include <errno.h>

#include <cstdlib>

extern "C" int flock(int, int) {
  const char* const error = std::getenv("FLOCK_ERRNO");
  if (error == nullptr) return 0;
  errno = std::atoi(error);
  return -1;
}

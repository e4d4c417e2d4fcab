#include "experiments/testing/fuzz/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "base/check.h"

namespace tenfold {

std::string MemoryFile(absl::string_view bytes) {
  static const int file = memfd_create("fuzz", MFD_CLOEXEC);
  TENFOLD_CHECK(file >= 0 && ftruncate(file, 0) == 0, "memfd_create");
  TENFOLD_CHECK(pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
                "pwrite");
  return absl::StrCat("/proc/self/fd/", file);
}

}  // namespace tenfold

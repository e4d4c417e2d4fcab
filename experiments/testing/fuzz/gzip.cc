// A gzipped IDX file: the input is how the compressed stream is damaged (two bytes of place, one of
// value), and what is compressed. libFuzzer does not find a stream with the right checksum by
// itself.
#include <cstdint>

#include "base/check.h"
#include "experiments/datasets/idx.h"
#include "experiments/datasets/testing/idx_bytes.h"
#include "experiments/testing/fuzz/memory_file.h"

namespace tenfold {
namespace {

absl::StatusOr<IdxArray> Read(const std::string& bytes) {
  Sha256 digest;
  return ReadIdx(MemoryFile(bytes), 3, digest);
}

void Check(absl::string_view input) {
  if (input.size() < 3) return;
  const size_t place = static_cast<uint8_t>(input[0]) | static_cast<uint8_t>(input[1]) << 8;
  const std::string plain(input.substr(3));
  std::string gzipped = Gzip(plain);
  const absl::StatusOr<IdxArray> expected = Read(plain);
  // What begins as gzip is read as gzip.
  const bool twice = absl::string_view(plain).substr(0, 2) == "\x1f\x8b";
  if (const absl::StatusOr<IdxArray> whole = Read(gzipped); !twice) {
    TENFOLD_CHECK(whole.ok() == expected.ok(), "compressed as plain");
    if (whole.ok()) TENFOLD_CHECK(whole->values == expected->values, "the same values");
  }
  gzipped[place % gzipped.size()] ^= input[2];
  // Whatever is damaged, it is an error or harmless (a name or a time in the header).
  if (const absl::StatusOr<IdxArray> damaged = Read(gzipped); damaged.ok() && !twice)
    TENFOLD_CHECK(expected.ok() && damaged->values == expected->values, "damage is seen");
}

}  // namespace
}  // namespace tenfold

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tenfold::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}

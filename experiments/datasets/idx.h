// IDX files, the format in which MNIST is published: http://yann.lecun.com/exdb/mnist.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/text/digest.h"

namespace tenfold {

// More content than this is taken for a damaged header.
inline constexpr int64_t kMaxIdxBytes = int64_t{1} << 30;

struct IdxArray {
  std::vector<int> dimensions;  // outermost first, each at least 1
  std::vector<uint8_t> values;  // row-major
};

// For a file of any number of dimensions from 1 to 4.
inline constexpr int kAnyRank = 0;

// Reads a file of unsigned bytes with `rank` dimensions, plain or gzipped, and adds its
// decompressed content to `digest`. A file that is not exactly that is an error that names it and
// says what was expected and what was found. Memory is taken for what is in the file, not for what
// its header claims; what the file's size rules out, and dimensions that `check` refuses, are
// refused before the rest is read.
absl::StatusOr<IdxArray> ReadIdx(
    const std::string& path, int rank, Sha256& digest,
    const std::function<absl::Status(const std::vector<int>& dimensions)>& check = nullptr);

}  // namespace tenfold

#include "experiments/records/npy.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace tenfold {
namespace {

// Magic string, version, and length of the header text.
constexpr size_t kPreambleSize = 6 + 2 + 2;

// The text is padded so that the values begin at a multiple of 64 bytes. As Python writes a tuple:
// "(3,)", "(3, 4)".
std::string Header(absl::Span<const int> shape) {
  std::string text = absl::StrCat("{'descr': '<f4', 'fortran_order': False, 'shape': (",
                                  absl::StrJoin(shape, ", "), shape.size() == 1 ? "," : "", "), }");
  const size_t unpadded = kPreambleSize + text.size() + 1;
  text.append((unpadded + 63) / 64 * 64 - unpadded, ' ');
  text.push_back('\n');
  std::string header("\x93NUMPY\x01\x00", 8);
  header.push_back(static_cast<char>(text.size() & 0xff));
  header.push_back(static_cast<char>(text.size() >> 8));
  return header + text;
}

}  // namespace

absl::StatusOr<std::string> NpyFile(absl::Span<const float> values, absl::Span<const int> shape) {
  const int64_t size = static_cast<int64_t>(values.size());
  int64_t elements = 1;
  bool fits = true;
  for (int dimension : shape) {
    // By division, so that the product does not overflow.
    fits = fits && dimension > 0 && elements <= size / dimension;
    if (fits) elements *= dimension;
  }
  if (!fits || elements != size) {
    return absl::InvalidArgumentError(absl::StrCat(size, " values do not make an array of shape [",
                                                   absl::StrJoin(shape, ", "), "]"));
  }
  std::string bytes = Header(shape);
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  return bytes;
}

}  // namespace tenfold

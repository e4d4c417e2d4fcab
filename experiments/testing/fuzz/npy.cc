// An array as numpy.save writes it.
#include <cmath>
#include <cstdint>

#include "base/check.h"
#include "experiments/datasets/npy_array.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::StatusOr<NpyArray> array =
      ParseNpy({reinterpret_cast<const char*>(data), size}, "x.npy");
  if (!array.ok()) {
    TENFOLD_CHECK(array.status().message().find('\n') == absl::string_view::npos, "one line");
    return 0;
  }
  int64_t elements = 1;
  for (int dimension : array->shape) {
    TENFOLD_CHECK(dimension > 0, "dimensions");
    elements *= dimension;
  }
  TENFOLD_CHECK(elements == static_cast<int64_t>(array->values.size()), "values");
  for (double value : array->values) TENFOLD_CHECK(std::isfinite(value), "a number");
  return 0;
}

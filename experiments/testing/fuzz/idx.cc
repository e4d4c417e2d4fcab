// An IDX file, plain or gzipped as the input has it.
#include "experiments/datasets/idx.h"

#include <cstdint>

#include "base/check.h"
#include "experiments/testing/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const std::string path = MemoryFile({reinterpret_cast<const char*>(data), size});
  for (int rank : {1, 3}) {
    Sha256 digest;
    const absl::StatusOr<IdxArray> array = ReadIdx(path, rank, digest);
    if (!array.ok()) {
      TENFOLD_CHECK(array.status().message().find('\n') == absl::string_view::npos, "one line");
      continue;
    }
    TENFOLD_CHECK(static_cast<int>(array->dimensions.size()) == rank, "rank");
    int64_t values = 1;
    for (int dimension : array->dimensions) values *= dimension;
    TENFOLD_CHECK(values == static_cast<int64_t>(array->values.size()), "values");
  }
  return 0;
}

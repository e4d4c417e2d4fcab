// Lists of seeds.
#include "experiments/sweeps/program/seeds.h"

#include <cstdint>

#include "absl/strings/str_join.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::StatusOr<std::vector<int64_t>> seeds =
      ParseSeeds({reinterpret_cast<const char*>(data), size});
  if (!seeds.ok()) {
    TENFOLD_CHECK(seeds.status().message().find('\n') == absl::string_view::npos, "one line");
    TENFOLD_CHECK(seeds.status().message().size() < 2000, "a short line");
    return 0;
  }
  TENFOLD_CHECK(!seeds->empty() && seeds->front() >= 0, "some, none negative");
  for (size_t i = 1; i < seeds->size(); ++i)
    TENFOLD_CHECK((*seeds)[i - 1] < (*seeds)[i], "ascending, each once");
  if (seeds->size() > 1000) return 0;
  const absl::StatusOr<std::vector<int64_t>> again = ParseSeeds(absl::StrJoin(*seeds, ","));
  TENFOLD_CHECK(again.ok() && *again == *seeds, "the same when written and read again");
  return 0;
}

// A table as comma-separated values, with a picked column and without.
#include "experiments/datasets/csv.h"

#include <cmath>
#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::vector<std::string>& picked : {std::vector<std::string>{}, {"y"}}) {
    const absl::StatusOr<CsvTable> table = ParseCsv(text, "t.csv", picked);
    if (!table.ok()) {
      TENFOLD_CHECK(table.status().message().find('\n') == absl::string_view::npos, "one line");
      continue;
    }
    const size_t rows = static_cast<size_t>(table->rows);
    TENFOLD_CHECK(rows > 0 && table->values.size() == rows * table->columns.size(), "values");
    TENFOLD_CHECK(table->picked.size() == rows * picked.size(), "picked cells");
    TENFOLD_CHECK(table->lines.size() == rows, "lines");
    for (float value : table->values) TENFOLD_CHECK(std::isfinite(value), "a number");
  }
  return 0;
}

// Lines of run records, whole and short.
#include <cstdint>

#include "base/check.h"
#include "experiments/records/record_lines.h"
#include "experiments/records/run_id.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::StatusOr<std::vector<RunRecord>> records =
      ParseRecordLines({reinterpret_cast<const char*>(data), size});
  if (!records.ok()) {
    TENFOLD_CHECK(records.status().message().find('\n') == absl::string_view::npos, "one line");
    return 0;
  }
  for (const RunRecord& record : *records)
    TENFOLD_CHECK(CheckRunId(record.run_id).ok(), "a run id");
  const std::string lines = RecordLines(*records);
  const absl::StatusOr<std::vector<RunRecord>> again = ParseRecordLines(lines);
  TENFOLD_CHECK(again.ok(), again.status().message());
  TENFOLD_CHECK(again->size() == records->size(), "as many when written and read again");
  return 0;
}

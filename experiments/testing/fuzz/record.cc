// The JSON of a run record.
#include <cstdint>

#include "base/check.h"
#include "experiments/records/run_id.h"
#include "experiments/records/run_record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::StatusOr<RunRecord> record =
      ParseRunRecord({reinterpret_cast<const char*>(data), size});
  if (!record.ok()) {
    TENFOLD_CHECK(record.status().message().find('\n') == absl::string_view::npos, "one line");
    return 0;
  }
  for (const std::string* name :
       {&record->experiment, &record->preset, &record->overrides, &record->variant, &record->engine,
        &record->dataset, &record->dataset_digest, &record->weights_digest})
    TENFOLD_CHECK(name->empty() || IsRunIdComponent(*name), "a plain name");
  const std::string text = ToJson(*record).dump();
  const absl::StatusOr<RunRecord> again = ParseRunRecord(text);
  TENFOLD_CHECK(again.ok(), again.status().message());
  TENFOLD_CHECK(ToJson(*again).dump() == text, "the same when written and read again");
  TENFOLD_CHECK(ComparableLine(*again).find('\n') == std::string::npos, "one line");
  return 0;
}

// Run records as lines of a file: sealed ones (sealed_record.h), or such as are from elsewhere. A
// run that shares its setting with another record of the file may be a *short* line, which names
// that record and says what else is its own:
//
//   {"like":"pairs/paper/cnn/simd/seed-00","seed":10,"train_accuracy":0.87,...,"checksum":"..."}
//
// It has the other's experiment, preset, overrides, variant, engine, hyperparameters, data set and
// provenance, where it does not give its own (of the provenance: the commit), and never losses,
// timing, a key or artifacts. Its checksum is that of the whole record, as a sealed line of it has.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {

// One line per record, in the order given; short where that loses nothing: for a record without
// losses and timing if an earlier record with losses differs in nothing that a short line cannot
// say.
std::string RecordLines(const std::vector<RunRecord>& records);

// Of lines in any order and style; records in the order of the lines, short ones last. Lines may
// end as Windows has it, and there may be a byte-order mark and blank lines. An error begins with
// the line's number: "2: no run record: ...".
absl::StatusOr<std::vector<RunRecord>> ParseRecordLines(absl::string_view text,
                                                        Unsealed unsealed = Unsealed::kRead);

}  // namespace tenfold

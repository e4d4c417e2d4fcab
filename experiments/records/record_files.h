// Many run records at once: from a results folder, and from and to JSON-lines files, which are what
// is published.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {

inline constexpr int64_t kMaxRecordBytes = int64_t{16} << 20;
inline constexpr int64_t kMaxRecordLinesBytes = int64_t{1} << 30;

inline constexpr absl::string_view kRecordEnding = ".json";

// Whether a path names a file of record lines: it ends with ".jsonl", or ".jsonl.gz" if the lines
// are compressed (gzip).
bool IsRecordLines(absl::string_view path);

// The record of this run in a results folder. NotFound if there is none; DataLoss if it is too
// large, cannot be parsed, is not what its checksum says, is another run's or contradicts its own
// run id; FailedPrecondition if it is no file or behind a link; otherwise what the system said. The
// message begins with the path.
absl::StatusOr<RunRecord> ReadRecord(const std::string& results_dir, const std::string& run_id);

// Why a path that is no folder is no folder of records: there is nothing, or a file.
absl::Status NoRecordFolder(const std::string& path);

struct StoredRecords {
  std::vector<RunRecord> records;     // sorted by run id
  std::vector<std::string> problems;  // "path: why it is no run record", sorted; one line each
};

// The records <folder>/<run id>.json, leaving out reserved folders, names that begin with a dot and
// files that end otherwise. A link anywhere is a problem, as of WalkResults. NotFound if there is
// no folder.
absl::StatusOr<StoredRecords> ReadRecordFolder(const std::string& folder);

// One record a line (record_lines.h), in any order; returned sorted by run id. An error names the
// file, the line and what is wrong with it, or the run that is there twice.
absl::StatusOr<std::vector<RunRecord>> ReadRecordLines(const std::string& path,
                                                       Unsealed unsealed = Unsealed::kRead);

// Writes all that the records say, sorted by run id, atomically, and compressed if the path ends
// with ".gz"; the folder must exist. InvalidArgument if a run is there twice.
absl::Status WriteRecordLines(const std::string& path, std::vector<RunRecord> records);

// What a person does about a folder in which something is wrong, with the command.
std::string RepairHint(const std::string& folder);

// From a folder or a file of lines (IsRecordLines), sorted by run id. A file in the folder that is
// no run record is an error.
absl::StatusOr<std::vector<RunRecord>> ReadRecords(const std::string& path,
                                                   Unsealed unsealed = Unsealed::kRead);

}  // namespace tenfold

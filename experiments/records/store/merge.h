// Several results folders made one, for instance those of the shards of a sweep.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold {

struct MergeCounts {
  int runs = 0;
  int repeated = 0;   // of them in more than one folder
  int artifacts = 0;  // files
};

// Writes the current records of `folders` and their runs' artifacts to `output`, which appears
// whole or not at all: a folder, or a file of lines (IsRecordLines) without artifacts. Each of
// `folders` may be such a file too. What `output` then holds does not depend on the order of
// `folders`: of a run that is there several times the record that lists most artifacts is kept, and
// of those the one whose text comes first in byte order (they differ in timing and provenance
// only).
//
// An error, one line: a folder is missing or holds what is no run record, or a link; a run is there
// with different keys, or with the same key but other bits; an artifact is there with other bytes,
// or with others than the record says (each names the files); `output` is there and not empty.
absl::StatusOr<MergeCounts> MergeResults(const std::vector<std::string>& folders,
                                         const std::string& output);

}  // namespace tenfold

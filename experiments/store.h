// Run records on disk: one immutable file a run, <results_dir>/<run id>.json. There are no locks: a
// file appears whole under its name or not at all, so any number of threads and processes can store
// different runs. Nothing is ever deleted: what has to make room moves to
// <results_dir>/superseded/, corrupt/ or conflicting/, under its run id and a number.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/record_files.h"
#include "experiments/run_record.h"

namespace tenfold {

enum class RecordState {
  kMissing,
  kPresent,
  kStale,    // with another key: made from other settings, data or sources
  kCorrupt,  // cannot be parsed, or is another run's
};

struct LookupResult {
  RecordState state = RecordState::kMissing;
  std::optional<RunRecord> record;  // if present or stale
  std::string problem;              // if corrupt: one line, with the path
};

// The member of a record's provenance that says what made it; a string that is not empty.
inline constexpr char kKeyMember[] = "key";

class Store {
 public:
  // Creates the folder if it is missing, and finds out whether it can be written.
  static absl::StatusOr<Store> Open(const std::string& results_dir);

  // To look at: creates nothing. The folder need not exist.
  static Store ForReading(const std::string& results_dir) { return Store(results_dir); }

  const std::string& results_dir() const { return results_dir_; }

  // An error if the run id is not valid or the system does not let the file be read.
  absl::StatusOr<LookupResult> Lookup(const std::string& run_id, absl::string_view key) const;

  // A record that is there already with the same key and the same ComparableLine stays; `force`
  // replaces it. One that is stale or corrupt is replaced. One with the same key but another
  // ComparableLine is an error, AlreadyExists, forced or not: the new record then goes to
  // conflicting/, and the message names both.
  absl::Status Write(const RunRecord& record, bool force);

  // All current records.
  absl::StatusOr<StoredRecords> ReadAll() const { return ReadRecordFolder(results_dir_); }

 private:
  explicit Store(std::string results_dir) : results_dir_(std::move(results_dir)) {}

  std::string PathOf(const std::string& run_id) const;
  absl::StatusOr<std::string> FreePath(absl::string_view folder, const std::string& run_id) const;
  absl::Status MoveAside(const std::string& run_id, absl::string_view folder) const;

  std::string results_dir_;
};

}  // namespace tenfold

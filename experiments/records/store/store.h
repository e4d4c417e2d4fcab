// Run records on disk: one immutable file a run, <results_dir>/<run id>.json, with a checksum. A
// file appears whole under its name or not at all, and a new one never in place of another, so any
// number of threads and processes can store runs, different ones or the same. What is to replace a
// record waits for a lock on the results folder. No record is ever deleted: what has to make room
// goes to <results_dir>/superseded/, corrupt/ or conflicting/, under its run id and a number. Why a
// run failed is noted in failed/<run id>.txt.
//
// What a call has returned OK for outlasts a power failure.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/files.h"
#include "experiments/records/record_files.h"
#include "experiments/records/run_record.h"

namespace tenfold {

enum class RecordState {
  kMissing,
  kPresent,
  kStale,       // with another key: made from other settings, data or sources
  kCorrupt,     // cannot be parsed, is not what its checksum says, or is another run's
  kIncomplete,  // present, but a file beside it that it lists is missing or has other bytes
  kFailed,      // no record, but a note that the run ended with an error
};

struct LookupResult {
  RecordState state = RecordState::kMissing;
  std::optional<RunRecord> record;  // if present, incomplete or stale
  std::string problem;              // if corrupt, incomplete or failed: one line, with the path
};

// The member of a record's provenance that says what made it; a string that is not empty.
inline constexpr char kKeyMember[] = "key";
std::string KeyOf(const RunRecord& record);  // "" if there is none

// The name of the first field in which two records differ, timing and provenance apart; "" if none.
// Hyperparameters are compared as SameHyperparameters does.
std::string FirstDifference(const RunRecord& a, const RunRecord& b);

// "results/pairs/paper/cnn/simd/seed-03.json"
std::string RecordPath(const std::string& results_dir, const std::string& run_id);

class Store {
 public:
  // Creates the folder if it is missing, with the mark of results_folder.h, finds out whether it
  // can be written, and removes what killed processes left half written if it bears the mark.
  // FailedPrecondition if it has links, as of WalkResults.
  static absl::StatusOr<Store> Open(const std::string& results_dir);

  // The same, or if the folder cannot be written what is in it: writable() says why.
  static absl::StatusOr<Store> OpenOrRead(const std::string& results_dir);

  // To look at: creates nothing. The folder need not exist.
  static absl::StatusOr<Store> ForReading(const std::string& results_dir);

  const std::string& results_dir() const { return results_dir_; }

  // Records in conflicting/ when it was opened: until a person has settled each (store_check.h).
  size_t conflicts() const { return conflicts_; }
  const absl::Status& writable() const { return writable_; }

  // Present is a record with that key and, as a key leaves neutral values out and these can be
  // declared anew, the same value of each hyperparameter that both have. An error if the run id is
  // not valid or the system does not let the file be read.
  absl::StatusOr<LookupResult> Lookup(
      const std::string& run_id, absl::string_view key,
      const Hyperparameters& hyperparameters = Hyperparameters::object()) const;

  // A record that is there already with the same key and the same ComparableLine stays if it lists
  // all artifacts that the new one lists; `force` replaces it. One that is stale or corrupt is
  // replaced. One with the same key but another ComparableLine is an error as of RefuseConflict,
  // forced or not.
  absl::Status Write(const RunRecord& record, bool force);

  // AlreadyExists if there is a record with the same key but another ComparableLine: the new one
  // then goes to conflicting/, and the message names both.
  absl::Status RefuseConflict(const RunRecord& record) const;

  // Notes why a run ended with an error; a later record of the run makes the note void.
  absl::Status WriteFailure(const std::string& run_id, absl::string_view message);

  // The folders of a record and of the files beside it.
  std::vector<std::string> FoldersOf(const RunRecord& record) const;

  // All current records.
  absl::StatusOr<StoredRecords> ReadAll() const { return ReadRecordFolder(results_dir_); }

 private:
  explicit Store(std::string results_dir) : results_dir_(std::move(results_dir)) {}

  // Refuses links and counts conflicts.
  absl::Status LookThrough(const std::function<void(const std::string& path)>& visit_file);
  absl::Status Replace(const RunRecord& record, const std::string& text, bool force,
                       StagedFile staged) const;
  absl::Status RefuseConflict(const LookupResult& there, const std::string& text) const;

  std::string results_dir_;
  size_t conflicts_ = 0;
  absl::Status writable_;
};

// Syncs folders of a store in which records were found: who wrote them may have been killed before.
absl::Status SyncFolders(const std::set<std::string>& folders);

}  // namespace tenfold

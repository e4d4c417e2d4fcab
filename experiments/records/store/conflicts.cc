#include "experiments/records/store/conflicts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/records/record_files.h"
#include "experiments/records/record_identity.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/run_id.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

// The numbers of the records in conflicting/ of a run.
std::vector<int> ConflictsOf(const std::string& folder, const std::string& run_id) {
  std::vector<int> numbers;
  const std::string path = absl::StrCat(folder, "/", kConflictingFolder, "/", run_id);
  const std::string prefix = path.substr(path.rfind('/') + 1) + ".";
  std::error_code error;
  for (fs::directory_iterator entry(FolderOf(path), error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    absl::string_view number = name;
    int value = 0;
    const bool is_its = absl::ConsumePrefix(&number, prefix) &&
                        absl::ConsumeSuffix(&number, kRecordEnding) &&
                        absl::SimpleAtoi(number, &value) && number == absl::StrCat(value);
    if (is_its) numbers.push_back(value);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

absl::StatusOr<int> SettleConflict(const std::string& folder, const std::string& run_id,
                                   std::optional<int> take) {
  TENFOLD_RETURN_IF_ERROR(CheckRunId(run_id));
  TENFOLD_ASSIGN_OR_RETURN(const Descriptor lock, LockFolder(folder));
  absl::Status status = WalkResults(folder, [](const std::string&, EntryKind) {});
  if (!status.ok()) return status;
  const std::vector<int> numbers = ConflictsOf(folder, run_id);
  if (numbers.empty()) {
    return absl::NotFoundError(absl::StrCat(folder, ": run ", Quoted(run_id), " has no record in ",
                                            kConflictingFolder, "/"));
  }
  const std::string place = absl::StrCat(run_id, kRecordEnding);
  const auto path_of = [&](int number) {
    return absl::StrCat(kConflictingFolder, "/", run_id, ".", number, kRecordEnding);
  };
  const auto supersede = [&](const std::string& path) {
    return PutAside(
               folder, "superseded", place,
               [&](const std::string& to) { return MoveFile(absl::StrCat(folder, "/", path), to); })
        .status();
  };
  if (!take.has_value()) {
    TENFOLD_ASSIGN_OR_RETURN(const RunRecord kept, ReadRecord(folder, run_id));
  } else {
    TENFOLD_ASSIGN_OR_RETURN(const std::string text,
                             ReadFileBelow(folder, path_of(*take), kMaxRecordBytes));
    const absl::StatusOr<RunRecord> taken = ParseSealedText(text);
    if (!taken.ok() || taken->run_id != run_id || !CheckIdentity(*taken).ok()) {
      return absl::DataLossError(
          absl::StrCat(folder, "/", path_of(*take), ": no whole record of run ", Quoted(run_id)));
    }
    const absl::StatusOr<RunRecord> there = ReadRecord(folder, run_id);
    if (there.ok()) status = supersede(place);
    if (!there.ok() && !absl::IsNotFound(there.status())) return there.status();
    if (status.ok()) {
      status = MoveFile(absl::StrCat(folder, "/", path_of(*take)), RecordPath(folder, run_id));
    }
    if (!status.ok()) return status;
  }
  for (int number : numbers) {
    if (number == take) continue;
    if (status = supersede(path_of(number)); !status.ok()) return status;
  }
  return static_cast<int>(numbers.size());
}

}  // namespace tenfold

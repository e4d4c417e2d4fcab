#include "experiments/records/store/store.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/temporary_name.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/run_id.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int64_t kMaxFailureBytes = 10000;

bool FileExists(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

// From the results folder on.
std::string FailureName(const std::string& run_id) {
  return absl::StrCat("failed/", run_id, ".txt");
}

std::string FailurePath(const std::string& results_dir, const std::string& run_id) {
  return absl::StrCat(results_dir, "/", FailureName(run_id));
}

std::string OneLine(absl::string_view text) {
  return absl::CHexEscape(absl::StripTrailingAsciiWhitespace(text));
}

// Keeps the file at `path` under a second name until it is replaced, so that there is a record at
// any moment.
absl::Status KeepOrMove(const std::string& path, const std::string& aside) {
  absl::Status status = LinkFile(path, aside);
  return absl::IsUnimplemented(status) ? MoveFile(path, aside) : status;
}

bool IsFile(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(fs::symlink_status(path, error));
}

// Whether the record that is there is of the same key.
bool IsSameRun(const LookupResult& there) {
  return there.state == RecordState::kPresent || there.state == RecordState::kIncomplete;
}

// Whether `a` lists every artifact that `b` lists.
bool ListsAll(const RunRecord& a, const RunRecord& b) {
  const std::map<std::string, std::string> of_a = ArtifactDigests(a), of_b = ArtifactDigests(b);
  return std::all_of(of_b.begin(), of_b.end(),
                     [&](const auto& listed) { return of_a.count(listed.first) > 0; });
}

// InvalidArgument if what is written could not be read again (JSON has no NaN, for instance).
absl::StatusOr<std::string> Serialise(const RunRecord& record) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat("record of run \"", record.run_id, "\" cannot be stored: ", what));
  };
  TENFOLD_RETURN_IF_ERROR(CheckRunId(record.run_id));
  if (KeyOf(record).empty()) return error("its provenance has no key");
  std::string text = SealedText(record);
  if (static_cast<int64_t>(text.size()) > kMaxRecordBytes) {
    return error(absl::StrCat("larger than ", kMaxRecordBytes, " bytes"));
  }
  const absl::StatusOr<RunRecord> read = ParseSealedText(text);
  if (!read.ok()) return error(read.status().message());
  return text;
}

}  // namespace

std::string KeyOf(const RunRecord& record) {
  const auto key = record.provenance.find(kKeyMember);
  return key != record.provenance.end() && key->is_string() ? key->get<std::string>() : "";
}

std::string FirstDifference(const RunRecord& a, const RunRecord& b) {
  const Json json_a = Json::parse(ComparableLine(a)), json_b = Json::parse(ComparableLine(b));
  for (const auto& field : json_a.items()) {
    if (field.key() == "hyperparameters") {
      if (!SameHyperparameters(a.hyperparameters, b.hyperparameters)) return field.key();
      continue;
    }
    const auto other = json_b.find(field.key());
    if (other == json_b.end() || other->dump() != field.value().dump()) return field.key();
  }
  for (const auto& field : json_b.items()) {
    if (!json_a.contains(field.key())) return field.key();
  }
  return "";
}

std::string RecordPath(const std::string& results_dir, const std::string& run_id) {
  return absl::StrCat(results_dir, "/", run_id, kRecordEnding);
}

absl::StatusOr<Store> Store::Open(const std::string& results_dir) {
  if (results_dir.empty()) return absl::InvalidArgumentError("the results folder has no name");
  TENFOLD_RETURN_IF_ERROR(CreateFolders(results_dir));
  const std::string mark = absl::StrCat(results_dir, "/", kMarkName);
  std::error_code error;
  absl::Status status;
  if (fs::is_empty(results_dir, error) && !error) {
    status = CreateNewFile(mark, kMarkText);
    if (status.ok()) status = SyncFolder(results_dir);
    if (absl::IsAlreadyExists(status)) status = absl::OkStatus();
  }
  // Permissions do not tell: the file system may be read-only or full.
  if (status.ok()) status = StagedFile::Create(results_dir + "/probe", "").status();
  if (!status.ok()) {
    return absl::Status(
        status.code(),
        absl::StrCat(results_dir, ": cannot write to the results folder: ", status.message()));
  }
  const bool is_marked = IsFile(mark);
  Store store(results_dir);
  status = store.LookThrough([&](const std::string& path) {
    const std::string file = absl::StrCat(results_dir, "/", path);
    if (is_marked && IsLeftover(file)) unlink(file.c_str());
  });
  if (!status.ok()) return status;
  return store;
}

absl::StatusOr<Store> Store::ForReading(const std::string& results_dir) {
  Store store(results_dir);
  if (!FileExists(results_dir)) return store;
  TENFOLD_RETURN_IF_ERROR(store.LookThrough([](const std::string&) {}));
  return store;
}

absl::Status Store::LookThrough(const std::function<void(const std::string& path)>& visit_file) {
  return WalkResults(results_dir_, [&](const std::string& path, EntryKind kind) {
    if (kind != EntryKind::kFile) return;
    if (IsConflict(path)) ++conflicts_;
    visit_file(path);
  });
}

absl::StatusOr<Store> Store::OpenOrRead(const std::string& results_dir) {
  absl::StatusOr<Store> store = Open(results_dir);
  std::error_code error;
  if (store.ok() || !fs::is_directory(results_dir, error)) return store;
  absl::StatusOr<Store> read = ForReading(results_dir);
  if (read.ok()) read->writable_ = store.status();
  return read;
}

absl::StatusOr<LookupResult> Store::Lookup(const std::string& run_id, absl::string_view key,
                                           const Hyperparameters& hyperparameters) const {
  TENFOLD_RETURN_IF_ERROR(CheckRunId(run_id));
  absl::StatusOr<RunRecord> record = ReadRecord(results_dir_, run_id);
  LookupResult result;
  if (record.ok()) {
    const bool is_same =
        KeyOf(*record) == key && SameHyperparameters(record->hyperparameters, hyperparameters);
    result.state = is_same ? RecordState::kPresent : RecordState::kStale;
    if (result.state == RecordState::kPresent) {
      const absl::Status artifacts = CheckArtifacts(results_dir_, *record);
      if (!artifacts.ok()) {
        result.state = RecordState::kIncomplete;
        result.problem = std::string(artifacts.message());
      }
    }
    result.record = *std::move(record);
  } else if (absl::IsDataLoss(record.status())) {
    result.state = RecordState::kCorrupt;
    result.problem = std::string(record.status().message());
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  } else if (const std::string path = FailurePath(results_dir_, run_id); FileExists(path)) {
    const absl::StatusOr<std::string> why =
        ReadFileBelow(results_dir_, FailureName(run_id), kMaxFailureBytes);
    result.state = RecordState::kFailed;
    result.problem = absl::StrCat(path, ": ", why.ok() ? OneLine(*why) : why.status().message());
  }
  return result;
}

absl::Status Store::Write(const RunRecord& record, bool force) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, Serialise(record));
  const std::string path = RecordPath(results_dir_, record.run_id);
  TENFOLD_RETURN_IF_ERROR(CreateFolders(FolderOf(path)));
  // Nothing moves before the new record is safely on disk.
  TENFOLD_ASSIGN_OR_RETURN(StagedFile staged, StagedFile::Create(path, text));
  absl::Status status = staged.CommitNew();
  if (!absl::IsAlreadyExists(status)) return status;
  return Replace(record, text, force, std::move(staged));
}

absl::Status Store::Replace(const RunRecord& record, const std::string& text, bool force,
                            StagedFile staged) const {
  // Who replaces looks first at what the one before has put there.
  TENFOLD_ASSIGN_OR_RETURN(const Descriptor lock, LockFolder(results_dir_));
  TENFOLD_ASSIGN_OR_RETURN(const LookupResult there,
                           Lookup(record.run_id, KeyOf(record), record.hyperparameters));
  TENFOLD_RETURN_IF_ERROR(RefuseConflict(there, text));
  const std::string path = RecordPath(results_dir_, record.run_id);
  const bool lists_all = there.record.has_value() && ListsAll(*there.record, record);
  if (IsSameRun(there) && lists_all && !force) return SyncFolder(FolderOf(path));
  if (there.record.has_value() || there.state == RecordState::kCorrupt) {
    const absl::StatusOr<std::string> aside =
        PutAside(results_dir_, there.state == RecordState::kCorrupt ? "corrupt" : "superseded",
                 record.run_id + std::string(kRecordEnding),
                 [&](const std::string& free) { return KeepOrMove(path, free); });
    if (!aside.ok()) return aside.status();
  }
  return staged.Replace();
}

absl::Status Store::RefuseConflict(const LookupResult& there, const std::string& text) const {
  if (!IsSameRun(there)) return absl::OkStatus();
  const absl::StatusOr<RunRecord> read = ParseSealedText(text);
  const std::string difference = FirstDifference(*there.record, *read);
  if (difference.empty()) return absl::OkStatus();
  const absl::StatusOr<std::string> aside =
      PutAside(results_dir_, kConflictingFolder, read->run_id + std::string(kRecordEnding),
               [&](const std::string& free) { return WriteFileAtomically(free, text); });
  if (!aside.ok()) return aside.status();
  return absl::AlreadyExistsError(absl::StrCat(RecordPath(results_dir_, read->run_id), " and ",
                                               *aside, " have the same key but differ in \"",
                                               difference, "\"; expected the same bits"));
}

absl::Status Store::RefuseConflict(const RunRecord& record) const {
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, Serialise(record));
  absl::StatusOr<LookupResult> there = Lookup(record.run_id, KeyOf(record), record.hyperparameters);
  if (!there.ok()) return there.status();
  if (!IsSameRun(*there) || FirstDifference(*there->record, record).empty()) {
    return absl::OkStatus();
  }
  // Two that put a record aside at once must not choose the same name.
  TENFOLD_ASSIGN_OR_RETURN(const Descriptor lock, LockFolder(results_dir_));
  there = Lookup(record.run_id, KeyOf(record), record.hyperparameters);
  return there.ok() ? RefuseConflict(*there, text) : there.status();
}

absl::Status Store::WriteFailure(const std::string& run_id, absl::string_view message) {
  TENFOLD_RETURN_IF_ERROR(CheckRunId(run_id));
  const std::string path = FailurePath(results_dir_, run_id);
  absl::Status status = CreateFolders(FolderOf(path));
  return status.ok() ? WriteFileAtomically(path, absl::StrCat(message, "\n")) : status;
}

std::vector<std::string> Store::FoldersOf(const RunRecord& record) const {
  std::vector<std::string> folders = {FolderOf(RecordPath(results_dir_, record.run_id))};
  if (!ArtifactDigests(record).empty()) {
    folders.push_back(ArtifactFolder(results_dir_, record.run_id));
  }
  return folders;
}

absl::Status SyncFolders(const std::set<std::string>& folders) {
  for (const std::string& folder : folders) {
    absl::Status status = CreateFolders(folder);
    if (status.ok()) status = SyncFolder(folder);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace tenfold

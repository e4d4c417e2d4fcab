#include "experiments/store.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "experiments/files.h"
#include "experiments/run_id.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string KeyOf(const RunRecord& record) {
  const auto key = record.provenance.find(kKeyMember);
  return key != record.provenance.end() && key->is_string() ? key->get<std::string>() : "";
}

absl::Status CreateFolderOf(const std::string& path) {
  return CreateFolders(fs::path(path).parent_path().string());
}

// The name of the first field in which two comparable lines differ.
std::string FirstDifference(const std::string& a, const std::string& b) {
  const Json json_a = Json::parse(a), json_b = Json::parse(b);
  for (const auto& field : json_a.items()) {
    if (json_b.at(field.key()).dump() != field.value().dump()) return field.key();
  }
  return "";
}

struct Serialised {
  std::string text;
  std::string comparable;  // of the record as it will be read
};

// InvalidArgument if what is written could not be read again (JSON has no NaN, for instance).
absl::StatusOr<Serialised> Serialise(const RunRecord& record) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat("record of run \"", record.run_id, "\" cannot be stored: ", what));
  };
  if (absl::Status status = CheckRunId(record.run_id); !status.ok()) return status;
  if (KeyOf(record).empty()) return error("its provenance has no key");
  Serialised serialised;
  serialised.text = ToJson(record).dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
  if (static_cast<int64_t>(serialised.text.size()) > kMaxRecordBytes) {
    return error(absl::StrCat("larger than ", kMaxRecordBytes, " bytes"));
  }
  const absl::StatusOr<RunRecord> read = ParseRunRecord(serialised.text);
  if (!read.ok()) return error(read.status().message());
  serialised.comparable = ComparableLine(*read);
  return serialised;
}

}  // namespace

absl::StatusOr<Store> Store::Open(const std::string& results_dir) {
  if (results_dir.empty()) return absl::InvalidArgumentError("the results folder has no name");
  if (absl::Status status = CreateFolders(results_dir); !status.ok()) return status;
  // Permissions do not tell: the file system may be read-only or full.
  const absl::StatusOr<StagedFile> probe = StagedFile::Create(results_dir + "/probe", "");
  if (!probe.ok()) {
    return absl::Status(probe.status().code(),
                        absl::StrCat(results_dir, ": cannot write to the results folder: ",
                                     probe.status().message()));
  }
  return Store(results_dir);
}

std::string Store::PathOf(const std::string& run_id) const {
  return absl::StrCat(results_dir_, "/", run_id, kRecordEnding);
}

absl::StatusOr<LookupResult> Store::Lookup(const std::string& run_id, absl::string_view key) const {
  if (absl::Status status = CheckRunId(run_id); !status.ok()) return status;
  absl::StatusOr<RunRecord> record = ReadRecord(PathOf(run_id), run_id);
  LookupResult result;
  if (record.ok()) {
    result.state = KeyOf(*record) == key ? RecordState::kPresent : RecordState::kStale;
    result.record = *std::move(record);
  } else if (absl::IsDataLoss(record.status())) {
    result.state = RecordState::kCorrupt;
    result.problem = std::string(record.status().message());
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  }
  return result;
}

absl::StatusOr<std::string> Store::FreePath(absl::string_view folder,
                                            const std::string& run_id) const {
  std::string path;
  std::error_code error;
  int number = 0;
  do {
    path = absl::StrCat(results_dir_, "/", folder, "/", run_id, ".", number++, kRecordEnding);
  } while (fs::exists(path, error));
  if (absl::Status status = CreateFolderOf(path); !status.ok()) return status;
  return path;
}

absl::Status Store::MoveAside(const std::string& run_id, absl::string_view folder) const {
  const absl::StatusOr<std::string> path = FreePath(folder, run_id);
  if (!path.ok()) return path.status();
  absl::Status status = MoveFile(PathOf(run_id), *path);
  // Another process that replaces the same record was faster: it has moved it.
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

absl::Status Store::Write(const RunRecord& record, bool force) {
  const absl::StatusOr<Serialised> serialised = Serialise(record);
  if (!serialised.ok()) return serialised.status();
  const absl::StatusOr<LookupResult> there = Lookup(record.run_id, KeyOf(record));
  if (!there.ok()) return there.status();
  const std::string path = PathOf(record.run_id);
  if (there->state == RecordState::kPresent) {
    const std::string comparable = ComparableLine(*there->record);
    if (comparable != serialised->comparable) {
      const absl::StatusOr<std::string> new_path = FreePath("conflicting", record.run_id);
      if (!new_path.ok()) return new_path.status();
      absl::Status status = WriteFileAtomically(*new_path, serialised->text);
      if (!status.ok()) return status;
      return absl::AlreadyExistsError(absl::StrCat(
          path, " and ", *new_path, " have the same key but differ in \"",
          FirstDifference(comparable, serialised->comparable), "\"; expected the same bits"));
    }
    if (!force) return absl::OkStatus();
  }
  if (absl::Status status = CreateFolderOf(path); !status.ok()) return status;
  // Nothing moves before the new record is safely on disk.
  absl::StatusOr<StagedFile> staged = StagedFile::Create(path, serialised->text);
  if (!staged.ok()) return staged.status();
  if (there->state != RecordState::kMissing) {
    const bool corrupt = there->state == RecordState::kCorrupt;
    absl::Status status = MoveAside(record.run_id, corrupt ? "corrupt" : "superseded");
    if (!status.ok()) return status;
  }
  return staged->Commit();
}

}  // namespace tenfold

#include "experiments/records/record_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/gzip.h"
#include "experiments/records/record_lines.h"
#include "experiments/records/run_id.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kCompressed = ".gz";

// Sorts; InvalidArgument, beginning with the path, if a run is there twice.
absl::Status SortRecords(const std::string& path, std::vector<RunRecord>& records) {
  std::sort(records.begin(), records.end(),
            [](const RunRecord& a, const RunRecord& b) { return a.run_id < b.run_id; });
  const auto twice = std::adjacent_find(
      records.begin(), records.end(),
      [](const RunRecord& a, const RunRecord& b) { return a.run_id == b.run_id; });
  if (twice == records.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": run \"", twice->run_id, "\" is there twice; expected each run once"));
}

bool IsReserved(const std::string& name) {
  return std::find(kReservedFolders.begin(), kReservedFolders.end(), name) !=
         kReservedFolders.end();
}

// The paths below the folder that should be records. An error ends the search and is added to
// `problems`.
std::vector<fs::path> FindRecords(const std::string& folder, std::vector<std::string>& problems) {
  std::vector<fs::path> paths;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool is_folder = entry->is_directory(error) && !entry->is_symlink(error);
    if (absl::StartsWith(name, ".") || (is_folder && entry.depth() == 0 && IsReserved(name))) {
      if (is_folder) entry.disable_recursion_pending();
    } else if (!is_folder && absl::EndsWith(name, kRecordEnding)) {
      paths.push_back(entry->path());
    }
    error.clear();
  }
  if (error) problems.push_back(absl::StrCat(folder, ": cannot be searched: ", error.message()));
  return paths;
}

}  // namespace

absl::StatusOr<RunRecord> ReadRecord(const std::string& path, absl::string_view run_id) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxRecordBytes);
  if (absl::IsOutOfRange(text.status())) return absl::DataLossError(text.status().message());
  if (!text.ok()) return text.status();
  absl::StatusOr<RunRecord> record = ParseSealedText(*text);
  if (!record.ok()) {
    return absl::DataLossError(absl::StrCat(path, ": ", record.status().message()));
  }
  if (record->run_id != run_id) {
    return absl::DataLossError(absl::StrCat(path, ": expected the run \"", run_id,
                                            "\" after the file's name, found \"",
                                            absl::CHexEscape(record->run_id.substr(0, 200)), "\""));
  }
  return record;
}

absl::StatusOr<StoredRecords> ReadRecordFolder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return absl::NotFoundError(absl::StrCat("\"", folder, "\": no such folder of run records"));
  }
  StoredRecords stored;
  for (const fs::path& path : FindRecords(folder, stored.problems)) {
    const std::string relative = path.lexically_relative(folder).generic_string();
    const absl::string_view run_id = absl::StripSuffix(relative, kRecordEnding);
    if (absl::Status status = CheckRunId(run_id); !status.ok()) {
      stored.problems.push_back(
          absl::StrCat(absl::CHexEscape(path.string()), ": ", status.message()));
      continue;
    }
    absl::StatusOr<RunRecord> record = ReadRecord(path.string(), run_id);
    if (record.ok()) {
      stored.records.push_back(*std::move(record));
    } else {
      stored.problems.emplace_back(record.status().message());
    }
  }
  std::sort(stored.problems.begin(), stored.problems.end());
  if (absl::Status status = SortRecords(folder, stored.records); !status.ok()) return status;
  return stored;
}

bool IsRecordLines(absl::string_view path) {
  return absl::EndsWith(path, ".jsonl") || absl::EndsWith(path, ".jsonl.gz");
}

absl::StatusOr<std::vector<RunRecord>> ReadRecordLines(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(path, kMaxRecordLinesBytes);
  if (!text.ok()) return text.status();
  if (absl::EndsWith(path, kCompressed)) {
    text = Gunzip(*text, kMaxRecordLinesBytes);
    if (!text.ok()) {
      return absl::DataLossError(absl::StrCat(path, ": ", text.status().message()));
    }
  }
  absl::StatusOr<std::vector<RunRecord>> records = ParseRecordLines(*text);
  if (!records.ok()) {
    return absl::Status(records.status().code(),
                        absl::StrCat(path, ":", records.status().message()));
  }
  if (absl::Status status = SortRecords(path, *records); !status.ok()) return status;
  return records;
}

absl::Status WriteRecordLines(const std::string& path, std::vector<RunRecord> records) {
  if (absl::Status status = SortRecords(path, records); !status.ok()) return status;
  const std::string lines = RecordLines(records);
  return WriteFileAtomically(path, absl::EndsWith(path, kCompressed) ? Gzip(lines) : lines);
}

absl::StatusOr<std::vector<RunRecord>> ReadRecords(const std::string& path) {
  if (IsRecordLines(path)) return ReadRecordLines(path);
  absl::StatusOr<StoredRecords> stored = ReadRecordFolder(path);
  if (!stored.ok()) return stored.status();
  if (!stored->problems.empty()) return absl::DataLossError(stored->problems.front());
  return std::move(stored->records);
}

}  // namespace tenfold

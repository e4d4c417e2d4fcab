#include "experiments/records/record_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/gzip.h"
#include "base/text/quoted.h"
#include "experiments/records/record_identity.h"
#include "experiments/records/record_lines.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/run_id.h"

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

// The run ids of the files in the folder that should be records. What is wrong with the folder is
// added to `problems`.
std::vector<std::string> FindRecords(const std::string& folder,
                                     std::vector<std::string>& problems) {
  std::vector<std::string> run_ids;
  const absl::Status walked = WalkResults(folder, [&](const std::string& path, EntryKind kind) {
    absl::string_view run_id = path;
    const bool hidden = path[path.rfind('/') + 1] == '.';
    if (hidden || IsReserved(path) || !absl::ConsumeSuffix(&run_id, kRecordEnding)) return;
    if (kind == EntryKind::kFile) {
      run_ids.emplace_back(run_id);
    } else {
      problems.emplace_back(Misplaced(folder, path, kind).message());
    }
  });
  if (!walked.ok()) problems.emplace_back(walked.message());
  return run_ids;
}

}  // namespace

absl::StatusOr<RunRecord> ReadRecord(const std::string& results_dir, const std::string& run_id) {
  const absl::StatusOr<std::string> text =
      ReadFileBelow(results_dir, absl::StrCat(run_id, kRecordEnding), kMaxRecordBytes);
  if (absl::IsOutOfRange(text.status())) return absl::DataLossError(text.status().message());
  if (!text.ok()) return text.status();
  absl::StatusOr<RunRecord> record = ParseSealedText(*text);
  absl::Status status = record.status();
  if (status.ok() && record->run_id != run_id) {
    status = absl::DataLossError(
        absl::StrCat("expected the run \"", run_id, "\" after the file's name, found \"",
                     absl::CHexEscape(record->run_id.substr(0, 200)), "\""));
  }
  if (status.ok()) status = CheckIdentity(*record);
  if (status.ok()) return record;
  return absl::DataLossError(
      absl::StrCat(results_dir, "/", run_id, kRecordEnding, ": ", status.message()));
}

absl::StatusOr<StoredRecords> ReadRecordFolder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return NoRecordFolder(folder);
  StoredRecords stored;
  for (const std::string& run_id : FindRecords(folder, stored.problems)) {
    if (absl::Status status = CheckRunId(run_id); !status.ok()) {
      stored.problems.push_back(absl::StrCat(folder, "/", absl::CHexEscape(run_id), kRecordEnding,
                                             ": ", status.message()));
      continue;
    }
    absl::StatusOr<RunRecord> record = ReadRecord(folder, run_id);
    if (record.ok()) {
      stored.records.push_back(*std::move(record));
    } else {
      stored.problems.emplace_back(record.status().message());
    }
  }
  std::sort(stored.problems.begin(), stored.problems.end());
  TENFOLD_RETURN_IF_ERROR(SortRecords(folder, stored.records));
  return stored;
}

bool IsRecordLines(absl::string_view path) {
  return absl::EndsWith(path, ".jsonl") || absl::EndsWith(path, ".jsonl.gz");
}

absl::StatusOr<std::vector<RunRecord>> ReadRecordLines(const std::string& path, Unsealed unsealed) {
  absl::StatusOr<std::string> text = ReadFile(path, kMaxRecordLinesBytes);
  if (!text.ok()) return text.status();
  if (absl::EndsWith(path, kCompressed)) {
    text = Gunzip(*text, kMaxRecordLinesBytes);
    if (!text.ok()) {
      return absl::DataLossError(absl::StrCat(path, ": ", text.status().message()));
    }
  }
  absl::StatusOr<std::vector<RunRecord>> records = ParseRecordLines(*text, unsealed);
  if (!records.ok()) {
    return absl::Status(records.status().code(),
                        absl::StrCat(path, ":", records.status().message()));
  }
  TENFOLD_RETURN_IF_ERROR(SortRecords(path, *records));
  return records;
}

absl::Status WriteRecordLines(const std::string& path, std::vector<RunRecord> records) {
  TENFOLD_RETURN_IF_ERROR(SortRecords(path, records));
  const std::string lines = RecordLines(records);
  return WriteFileAtomically(path, absl::EndsWith(path, kCompressed) ? Gzip(lines) : lines);
}

absl::Status NoRecordFolder(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return absl::NotFoundError(absl::StrCat("\"", path, "\": no such folder of run records"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      path,
      ": is a file; expected a folder of run records, or a file that ends with .jsonl or "
      ".jsonl.gz"));
}

std::string RepairHint(const std::string& folder) {
  return absl::StrCat("to set aside what is wrong: ./bazelw run //experiments:store -- check ",
                      ShellWord(folder), " --repair");
}

absl::StatusOr<std::vector<RunRecord>> ReadRecords(const std::string& path, Unsealed unsealed) {
  if (IsRecordLines(path)) return ReadRecordLines(path, unsealed);
  TENFOLD_ASSIGN_OR_RETURN(StoredRecords stored, ReadRecordFolder(path));
  if (!stored.problems.empty()) {
    const std::string& problem = stored.problems.front();
    return absl::DataLossError(absl::EndsWith(problem, kMisplacedAdvice)
                                   ? problem
                                   : absl::StrCat(problem, "; ", RepairHint(path)));
  }
  return std::move(stored.records);
}

}  // namespace tenfold

#include "experiments/records/store/merge.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/staged_folder.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/record_files.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

struct Source {
  RunRecord record;
  std::string text;
  std::string path;
};

// Whether `a` is kept rather than `b`.
bool ComesFirst(const Source& a, const Source& b) {
  const size_t a_lists = ArtifactDigests(a.record).size(),
               b_lists = ArtifactDigests(b.record).size();
  return a_lists != b_lists ? a_lists > b_lists : a.text < b.text;
}

// The paths of both are named in the same order whatever the order of the folders.
absl::Status Conflict(const std::string& a, const std::string& b, absl::string_view what) {
  return absl::AlreadyExistsError(absl::StrCat(std::min(a, b), " and ", std::max(a, b), " ", what));
}

class Merger {
 public:
  absl::Status Add(const std::string& folder) {
    absl::StatusOr<std::vector<RunRecord>> records = ReadRecords(folder, Unsealed::kRefused);
    if (!records.ok()) return records.status();
    const bool has_artifacts = !IsRecordLines(folder);
    for (RunRecord& record : *records) {
      if (has_artifacts) {
        TENFOLD_RETURN_IF_ERROR(AddArtifacts(folder, record));
      }
      Source source;
      source.text = SealedText(record);
      source.path = RecordPath(folder, record.run_id);
      source.record = std::move(record);
      TENFOLD_RETURN_IF_ERROR(AddRecord(std::move(source)));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<MergeCounts> Write(const StagedFolder& output) const {
    TENFOLD_RETURN_IF_ERROR(output.Write(kMarkName, kMarkText));
    std::map<std::string, std::string> digests;  // name below the results folder -> SHA-256
    for (const auto& [run_id, source] : records_) {
      for (const auto& [name, digest] : ArtifactDigests(source.record)) {
        digests[absl::StrCat("artifacts/", run_id, "/", name)] = digest;
      }
      TENFOLD_RETURN_IF_ERROR(output.Write(RecordPath("", run_id).substr(1), source.text));
    }
    for (const auto& [name, folder] : artifacts_) {
      TENFOLD_ASSIGN_OR_RETURN(const std::string bytes,
                               ReadFileBelow(folder, name, kMaxArtifactBytes));
      // One that its own record does not list may be listed by the record that is kept.
      const auto listed = digests.find(name);
      if (listed != digests.end() && listed->second != Sha256Hex(bytes)) {
        return absl::DataLossError(absl::StrCat(
            folder, "/", name, ": not what its run's record says: damaged, or edited"));
      }
      TENFOLD_RETURN_IF_ERROR(output.Write(name, bytes));
    }
    return MergeCounts{static_cast<int>(records_.size()), static_cast<int>(repeated_.size()),
                       static_cast<int>(artifacts_.size())};
  }

  absl::StatusOr<MergeCounts> WriteLines(const std::string& output) const {
    std::error_code error;
    if (fs::exists(output, error)) {
      return absl::AlreadyExistsError(
          absl::StrCat(output, ": is there already; expected the name of a new file"));
    }
    std::vector<RunRecord> records;
    for (const auto& [run_id, source] : records_) records.push_back(source.record);
    TENFOLD_RETURN_IF_ERROR(WriteRecordLines(output, std::move(records)));
    return MergeCounts{static_cast<int>(records_.size()), static_cast<int>(repeated_.size()), 0};
  }

 private:
  absl::Status AddRecord(Source source) {
    const auto [place, is_new] = records_.try_emplace(source.record.run_id, source);
    if (is_new) return absl::OkStatus();
    Source& other = place->second;
    if (KeyOf(source.record) != KeyOf(other.record)) {
      return Conflict(source.path, other.path,
                      "have different keys: they were made by other sources, data or libraries; "
                      "expected records of the same");
    }
    const std::string difference = FirstDifference(source.record, other.record);
    if (!difference.empty()) {
      return Conflict(source.path, other.path,
                      absl::StrCat("have the same key but differ in \"", difference,
                                   "\"; expected the same bits"));
    }
    repeated_.insert(source.record.run_id);
    if (ComesFirst(source, other)) other = std::move(source);
    return absl::OkStatus();
  }

  absl::Status AddArtifacts(const std::string& folder, const RunRecord& record) {
    absl::Status status = CheckArtifacts(folder, record);
    // One that is missing may be in another folder.
    if (!status.ok() && !absl::IsNotFound(status)) return status;
    TENFOLD_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                             FindArtifacts(folder, record.run_id));
    for (const std::string& name : names) {
      const auto [place, is_new] = artifacts_.try_emplace(name, folder);
      if (is_new) continue;
      const absl::StatusOr<std::string> bytes = ReadFileBelow(folder, name, kMaxArtifactBytes);
      if (!bytes.ok()) return bytes.status();
      TENFOLD_ASSIGN_OR_RETURN(const std::string others,
                               ReadFileBelow(place->second, name, kMaxArtifactBytes));
      if (*bytes != others) {
        return Conflict(absl::StrCat(folder, "/", name), absl::StrCat(place->second, "/", name),
                        "are the same artifact; expected the same bytes");
      }
    }
    return absl::OkStatus();
  }

  std::map<std::string, Source> records_;         // by run id
  std::map<std::string, std::string> artifacts_;  // name below the results folder -> that folder
  std::set<std::string> repeated_;
};

bool IsWithin(const std::string& path, const std::string& folder) {
  std::error_code error;
  const fs::path relative = fs::weakly_canonical(fs::absolute(path, error), error)
                                .lexically_relative(fs::weakly_canonical(folder, error));
  return !relative.empty() && relative != "." && *relative.begin() != "..";
}

}  // namespace

absl::StatusOr<MergeCounts> MergeResults(const std::vector<std::string>& folders,
                                         const std::string& output) {
  Merger merger;
  for (const std::string& folder : folders) {
    if (IsWithin(output, folder)) {
      return absl::InvalidArgumentError(
          absl::StrCat(output, ": is inside ", folder,
                       ", which is merged; expected a folder outside, as each run has one place"));
    }
    TENFOLD_RETURN_IF_ERROR(merger.Add(folder));
  }
  if (IsRecordLines(output)) return merger.WriteLines(output);
  TENFOLD_ASSIGN_OR_RETURN(StagedFolder staged, StagedFolder::New(output));
  const absl::StatusOr<MergeCounts> counts = merger.Write(staged);
  if (!counts.ok()) return counts;
  TENFOLD_RETURN_IF_ERROR(staged.Commit());
  return counts;
}

}  // namespace tenfold

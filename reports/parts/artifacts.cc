#include "reports/parts/artifacts.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "experiments/records/artifacts.h"

namespace tenfold::reports {

absl::StatusOr<std::optional<std::string>> ReadArtifact(const ReportInput& input,
                                                        const RunRecord& record,
                                                        absl::string_view name, Report& report) {
  const std::string artifact = absl::StrCat(record.run_id, "/", name);
  int64_t left = kMaxArtifactsBytes;
  for (const auto& [name_of_other, other] : report.artifacts) {
    if (name_of_other != artifact) left -= static_cast<int64_t>(other.size());
  }
  absl::StatusOr<std::string> text = ReadFileBelow(input.artifacts_dir, artifact, left);
  if (absl::IsNotFound(text.status())) return std::optional<std::string>();
  if (absl::IsOutOfRange(text.status())) {
    return ArtifactError(input, record, name,
                         absl::StrCat("more than the ", kMaxArtifactsBytes,
                                      " bytes that a report's artifacts may have together"));
  }
  if (!text.ok()) return text.status();
  const std::map<std::string, std::string> digests = ArtifactDigests(record);
  const auto listed = digests.find(std::string(name));
  if (listed != digests.end() && listed->second != Sha256Hex(*text)) {
    return ArtifactError(input, record, name,
                         "not what its run's record says: damaged, edited, or another run's");
  }
  report.artifacts[artifact] = *text;
  return std::optional<std::string>(*std::move(text));
}

absl::Status ReadCsv(absl::string_view csv, absl::string_view header, absl::string_view expected,
                     const std::function<bool(const std::vector<absl::string_view>&)>& read) {
  const std::vector<absl::string_view> lines = absl::StrSplit(absl::StripSuffix(csv, "\n"), '\n');
  if (lines[0] != header) {
    return absl::InvalidArgumentError(absl::StrCat("line 1: expected the header \"", header, "\""));
  }
  for (size_t i = 1; i < lines.size(); ++i) {
    if (!read(absl::StrSplit(lines[i], ',')))
      return absl::InvalidArgumentError(absl::StrCat("line ", i + 1, ": expected ", expected));
  }
  return absl::OkStatus();
}

absl::Status ArtifactError(const ReportInput& input, const RunRecord& record,
                           absl::string_view name, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(input.artifacts_dir, "/", record.run_id, "/", name, ": ", what));
}

}  // namespace tenfold::reports

#include "reports/artifacts.h"

#include "absl/strings/str_cat.h"
#include "experiments/files.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kMaxBytes = int64_t{1} << 26;

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadArtifact(const ReportInput& input,
                                                        const RunRecord& record,
                                                        absl::string_view name, Report& report) {
  const std::string artifact = absl::StrCat(record.run_id, "/", name);
  absl::StatusOr<std::string> text =
      ReadFile(absl::StrCat(input.artifacts_dir, "/", artifact), kMaxBytes);
  if (absl::IsNotFound(text.status())) return std::optional<std::string>();
  if (!text.ok()) return text.status();
  report.artifacts[artifact] = *text;
  return std::optional<std::string>(*std::move(text));
}

absl::Status ArtifactError(const ReportInput& input, const RunRecord& record,
                           absl::string_view name, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(input.artifacts_dir, "/", record.run_id, "/", name, ": ", what));
}

}  // namespace tenfold::reports

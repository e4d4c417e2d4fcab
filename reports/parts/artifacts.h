// Files that experiments wrote beside the records, for figures.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// Of all artifacts of a report together; fifty times what one of ten seeds has.
inline constexpr int64_t kMaxArtifactsBytes = int64_t{1} << 26;

// The text of a run's artifact, which from then on is published with the report; nothing if it is
// not there. InvalidArgument if it is not what the record says, if the record says anything, or if
// kMaxArtifactsBytes are not enough. Links below the folder of the artifacts are not followed.
absl::StatusOr<std::optional<std::string>> ReadArtifact(const ReportInput& input,
                                                        const RunRecord& record,
                                                        absl::string_view name, Report& report);

// Gives the fields of each line after the header to `read`, which returns whether they are what is
// expected. InvalidArgument names the first line that is not.
absl::Status ReadCsv(absl::string_view csv, absl::string_view header, absl::string_view expected,
                     const std::function<bool(const std::vector<absl::string_view>&)>& read);

// What a check found wrong in an artifact, with its path.
absl::Status ArtifactError(const ReportInput& input, const RunRecord& record,
                           absl::string_view name, absl::string_view what);

}  // namespace tenfold::reports

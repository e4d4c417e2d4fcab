// Files that experiments wrote beside the records, for figures.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input.h"
#include "reports/report.h"

namespace tenfold::reports {

// The text of a run's artifact, which from then on is published with the report; nothing if it is
// not there.
absl::StatusOr<std::optional<std::string>> ReadArtifact(const ReportInput& input,
                                                        const RunRecord& record,
                                                        absl::string_view name, Report& report);

// What a check found wrong in an artifact, with its path.
absl::Status ArtifactError(const ReportInput& input, const RunRecord& record,
                           absl::string_view name, absl::string_view what);

}  // namespace tenfold::reports

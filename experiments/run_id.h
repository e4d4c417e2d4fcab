// Run ids as they may name files.
#pragma once

#include <array>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// Folders of a results folder that hold no current records.
inline constexpr std::array<absl::string_view, 5> kReservedFolders = {
    "artifacts", "conflicting", "report", "corrupt", "superseded"};

// A valid run id is 1 to 16 components between slashes. Each is 1 to 200 letters, digits and
// "._,=+-" and does not begin with a dot, so it cannot name a file outside the results folder or a
// temporary file. The first is no reserved folder. InvalidArgument says what is wrong.
absl::Status CheckRunId(absl::string_view run_id);

}  // namespace tenfold

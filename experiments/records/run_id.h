// Run ids as they may name files.
#pragma once

#include <array>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// Folders of a results folder that hold no current records.
inline constexpr std::array<absl::string_view, 9> kReservedFolders = {
    "artifacts", "checkpoints", "conflicting", "corrupt",   "failed",
    "foreign",   "report",      "summary",     "superseded"};

// Leaves room for endings below the usual limit of 255.
inline constexpr size_t kMaxRunIdComponentSize = 200;

// Whether this may be a component of a run id: 1 to 200 letters, digits and "._,=+-", the first a
// letter or digit. So it cannot name a file outside its folder or a hidden one, be an option of a
// command, or a formula to a spreadsheet.
bool IsRunIdComponent(absl::string_view text);

// A valid run id is 1 to 16 components between slashes, the first no reserved folder.
// InvalidArgument says what is wrong.
absl::Status CheckRunId(absl::string_view run_id);

}  // namespace tenfold

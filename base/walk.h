// What is in a folder.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"

namespace tenfold {

enum class EntryKind {
  kFolder,
  kFile,
  kLink,   // a symbolic one, wherever it leads
  kOther,  // a pipe, socket or device
};

// Visits everything below a folder, with its path from the folder on; folders before what is in
// them, otherwise in no order. Links are not followed, the folder itself may be one. Hidden folders
// (their names begin with a dot) are visited, what is in them is not. What is gone by the time that
// it is looked at is left out; any other error ends the walk and names the path.
absl::Status Walk(const std::string& folder,
                  const std::function<void(const std::string& path, EntryKind kind)>& visit);

}  // namespace tenfold

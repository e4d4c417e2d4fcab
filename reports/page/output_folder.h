// A folder's new files, all of which appear in it or none.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/files.h"

namespace tenfold::reports {

// Files are first written to a hidden folder inside; Commit moves each to its place, over what is
// there. Without Commit nothing changes; what a killed program leaves, the next removes. Errors are
// one line with the path and what the system said.
class OutputFolder {
 public:
  // Creates the folder and those above it if they are missing. FailedPrecondition if there is
  // something in it, but no file `mark`, which every committed folder has: it is somebody else's.
  static absl::StatusOr<OutputFolder> Create(const std::string& path, const std::string& mark);

  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;
  ~OutputFolder();

  // Where the files are until they are committed.
  const std::string& staging() const { return staging_; }

  // `name` may have folders: "figures/disc-loss.gp".
  absl::Status Write(absl::string_view name, absl::string_view content);

  absl::Status Commit();

 private:
  OutputFolder(std::string path, std::string staging, Descriptor lock);

  std::string path_;
  std::string staging_;  // "" once it is another's
  Descriptor lock_;      // of the staging folder
};

}  // namespace tenfold::reports

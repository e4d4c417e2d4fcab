// A folder whose files appear all at once or not at all.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/files.h"

namespace tenfold {

// Files are first written to a hidden folder, whence Commit moves them to their places. Without
// Commit nothing changes; what a killed process leaves is removed by the next that stages the same
// folder. Errors are one line with the path and what the system said.
class StagedFolder {
 public:
  // A new folder as a whole, which outlasts a power failure once Commit has returned OK.
  // AlreadyExists if `path` is there and no empty folder, or if another process stages it.
  static absl::StatusOr<StagedFolder> New(const std::string& path);

  // Files that join those of a folder, over those of the same names; made if it is missing. What is
  // made again in no time: nothing is synced. FailedPrecondition if there is something in the
  // folder, but no file `mark`, which every committed one has: it is somebody else's.
  static absl::StatusOr<StagedFolder> Within(const std::string& path, const std::string& mark);

  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  ~StagedFolder();

  // Where the files are until they are committed.
  const std::string& path() const { return staging_; }

  // `name` may have folders: "figures/disc-loss.gp".
  absl::Status Write(absl::string_view name, absl::string_view bytes) const;

  absl::Status Commit();

 private:
  StagedFolder(bool is_new, std::string target, std::string staging, Descriptor lock);
  absl::Status MoveFiles() const;

  bool is_new_;
  std::string target_;
  std::string staging_;  // "" once it is no longer there
  Descriptor lock_;      // of the staging folder
};

}  // namespace tenfold

// A folder whose files appear all at once or not at all.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// Files are first written to a hidden folder beside the target. Commit has the two change places in
// one step, and deletes the old one last: whatever fails, and whenever the process is killed or the
// power is cut, the old folder or the new one is in its place, whole. What Commit has returned OK
// for outlasts a power failure.
//
// Where a file system cannot exchange two names, or gives no second names to what others have in
// the folder (NFS, FAT), Commit moves the old one aside and the new one to its place. Between the
// two moves the old one is only in the hidden folder; after a kill there the next that stages the
// same target puts it back. What a loss of power leaves of them is then up to the file system.
//
// Hidden folders have names of TemporaryName, are made exclusively and bear a mark inside; only
// such are removed, and only if their process is known to be gone. Errors are one line with the
// path and what the system said.
class StagedFolder {
 public:
  // A new folder. AlreadyExists, at the latest of Commit, if `path` is there and no empty folder.
  static absl::StatusOr<StagedFolder> New(const std::string& path);

  // Files that join those of a folder, over those of the same names; made if it is missing.
  // FailedPrecondition if there is something in the folder, but no file `mark`, which every
  // committed one has: it is somebody else's.
  static absl::StatusOr<StagedFolder> Within(const std::string& path, const std::string& mark);

  // The same, but nothing of what was in the folder stays.
  static absl::StatusOr<StagedFolder> InPlaceOf(const std::string& path, const std::string& mark);

  // Ends or takes back what killed processes have begun at `path`, as the above do, before anything
  // there is read. FailedPrecondition if only a person can.
  static absl::Status Finish(const std::string& path);

  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  ~StagedFolder();

  // Where the files are until they are committed.
  std::string path() const { return staging_ + "/new"; }

  // `name` may have folders: "figures/disc-loss.gp".
  absl::Status Write(absl::string_view name, absl::string_view bytes) const;

  absl::Status Commit();

 private:
  enum class Mode { kNew, kWithin, kInPlaceOf };

  StagedFolder(Mode mode, std::string target, std::string staging);
  static absl::StatusOr<StagedFolder> Create(Mode mode, const std::string& path,
                                             const std::string& mark);
  absl::Status Sync() const;
  absl::Status CheckKinds() const;
  absl::Status Swap() const;

  Mode mode_;
  std::string target_;
  std::string staging_;  // "" once it is no longer there
};

}  // namespace tenfold

// A folder whose files appear all at once or not at all.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/files.h"

namespace tenfold {

// What is in path() becomes the folder `path` by Commit, and is removed again without it. What a
// killed process leaves is removed by the next that stages the same folder.
class StagedFolder {
 public:
  // AlreadyExists if `path` is there and no empty folder, or if another process stages it.
  static absl::StatusOr<StagedFolder> Create(const std::string& path);

  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  ~StagedFolder();

  const std::string& path() const { return staging_; }

  absl::Status Commit();

 private:
  StagedFolder(std::string target, std::string staging, Descriptor lock);

  std::string target_;
  std::string staging_;  // "" once it is no longer there
  Descriptor lock_;
};

}  // namespace tenfold

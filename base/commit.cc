#include "base/commit.h"

#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "base/process.h"

namespace tenfold {

std::string CheckedOutCommit() {
  if (const char* commit = std::getenv("TENFOLD_COMMIT"); commit != nullptr) return commit;
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) return "unknown";
  const absl::StatusOr<std::string> commit = OutputOf(
      {{"git", "-C", workspace, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"}});
  return commit.ok() ? std::string(absl::StripAsciiWhitespace(*commit)) : "unknown";
}

}  // namespace tenfold

#include "base/runfile.h"

#include <filesystem>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "tools/cpp/runfiles/runfiles.h"

namespace tenfold {

std::string RunfilePath(const std::string& argv0, const std::string& file) {
  using bazel::tools::cpp::runfiles::Runfiles;
  namespace fs = std::filesystem;
  // A link to the program may lie anywhere, but the program itself lies beside its runfiles.
  std::error_code error;
  const std::string program = fs::read_symlink("/proc/self/exe", error).string();
  for (const std::string& candidate : {argv0, program}) {
    std::string problem;
    const std::unique_ptr<Runfiles> runfiles(Runfiles::Create(candidate, &problem));
    if (runfiles == nullptr) continue;
    const std::string path = runfiles->Rlocation(file);
    if (fs::exists(path, error)) return path;
  }
  return argv0 + ".runfiles/" + file;
}

absl::StatusOr<std::string> RunfilesFolder(const std::string& argv0, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (const fs::path& folder :
       {fs::current_path(error),
        fs::path(fs::absolute(argv0, error).string() + ".runfiles/tenfold"),
        fs::path(program.string() + ".runfiles/tenfold")}) {
    if (fs::exists(folder / file, error)) return folder.string();
  }
  return absl::NotFoundError(
      absl::StrCat(file, " is not among the files of ", argv0, "; start it with ./bazelw run"));
}

}  // namespace tenfold

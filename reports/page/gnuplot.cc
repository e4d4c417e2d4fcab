#include "reports/page/gnuplot.h"

#include <filesystem>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/process.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

// What `env` exits with if there is no such program.
constexpr int kNotFound = 127;

// gnuplot shows the offending line first and says what is wrong in the last one.
std::string LastLine(const std::string& text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::StripTrailingAsciiWhitespace(text), '\n');
  return std::string(absl::StripAsciiWhitespace(lines.back()));
}

}  // namespace

absl::Status RunGnuplot(const std::string& folder, const std::string& name) {
  const std::string script = name + ".gp";
  const absl::StatusOr<Printed> printed =
      Capture({{"env", "-C", folder, "LC_ALL=C", "gnuplot", "--default-settings", script}});
  if (!printed.ok()) {
    return absl::UnavailableError(
        absl::StrCat("gnuplot cannot be started: ", printed.status().message()));
  }
  if (printed->exit_code == kNotFound) {
    return absl::NotFoundError(
        "gnuplot is not installed; figures need the Debian package gnuplot-nox");
  }
  const std::string said = LastLine(printed->errors);
  std::error_code ignored;
  const fs::path picture = fs::path(folder) / (name + ".svg");
  if (printed->exit_code != 0 || !fs::exists(picture, ignored) ||
      fs::file_size(picture, ignored) == 0) {
    return absl::InternalError(absl::StrCat("gnuplot made no ", name, ".svg of ", script, ": ",
                                            said.empty() ? "it said nothing" : said));
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports

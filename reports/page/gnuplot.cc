#include "reports/page/gnuplot.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

// What `env` exits with if there is no such program.
constexpr int kNotFound = 127;

// gnuplot shows the offending line first and says what is wrong in the last one.
std::string LastLine(const fs::path& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);) {
    const absl::string_view stripped = absl::StripAsciiWhitespace(line);
    if (!stripped.empty()) last = std::string(stripped);
  }
  return last;
}

}  // namespace

absl::Status RunGnuplot(const std::string& folder, const std::string& name) {
  const std::string script = name + ".gp";
  const fs::path log = fs::path(folder) / (name + ".log");
  const char* arguments[] = {"env",          "-C",      folder.c_str(),
                             "LC_ALL=C",     "gnuplot", "--default-settings",
                             script.c_str(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0666);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int spawn_error =
      posix_spawnp(&pid, "env", &actions, nullptr, const_cast<char**>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawn_error != 0) {
    return absl::UnavailableError(
        absl::StrCat("gnuplot cannot be started: ", std::strerror(spawn_error)));
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  const std::string said = LastLine(log);
  std::error_code ignored;
  fs::remove(log, ignored);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound) {
    return absl::NotFoundError(
        "gnuplot is not installed; figures need the Debian package gnuplot-nox");
  }
  const fs::path picture = fs::path(folder) / (name + ".svg");
  if (status != 0 || !fs::exists(picture, ignored) || fs::file_size(picture, ignored) == 0) {
    return absl::InternalError(absl::StrCat("gnuplot made no ", name, ".svg of ", script, ": ",
                                            said.empty() ? "it said nothing" : said));
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports

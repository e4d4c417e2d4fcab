#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& string : strings) pointers.push_back(const_cast<char*>(string.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// A child begins with the processors of its parent: this confines the parent while it is started.
class OneProcessor {
 public:
  explicit OneProcessor(bool on) : on_(on && sched_getaffinity(0, sizeof(before_), &before_) == 0) {
    if (!on_) return;
    cpu_set_t last;
    CPU_ZERO(&last);
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0; --cpu) {
      if (!CPU_ISSET(cpu, &before_)) continue;
      CPU_SET(cpu, &last);
      break;
    }
    sched_setaffinity(0, sizeof(last), &last);
  }
  ~OneProcessor() {
    if (on_) sched_setaffinity(0, sizeof(before_), &before_);
  }

 private:
  cpu_set_t before_{};
  const bool on_;
};

// How a child begins, beside what its Command says.
class SpawnOptions {
 public:
  SpawnOptions() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnOptions() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnOptions(const SpawnOptions&) = delete;
  SpawnOptions& operator=(const SpawnOptions&) = delete;

  void Open(int fd, const std::string& path, int flags) {
    posix_spawn_file_actions_addopen(&actions_, fd, path.c_str(), flags, 0666);
  }
  void Duplicate(int from, int fd) { posix_spawn_file_actions_adddup2(&actions_, from, fd); }
  void InOwnGroup(const sigset_t& signal_mask) {
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setsigmask(&attributes_, &signal_mask);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  }

  absl::StatusOr<pid_t> Spawn(const Command& command) const {
    const std::string& program = command.arguments.front();
    const OneProcessor confined(command.one_processor);
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, program.c_str(), &actions_, &attributes_,
                     Pointers(command.arguments).data(), Pointers(command.environment).data());
    if (error == 0) return child;
    const std::string message = absl::StrCat(program, ": cannot start: ", std::strerror(error));
    return error == ENOENT ? absl::NotFoundError(message) : absl::InternalError(message);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

int WaitStatus(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

int CodeOf(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

absl::Status Interrupted(const Command& command) {
  return absl::CancelledError(absl::StrCat(command.arguments.front(), ": interrupted"));
}

enum class End { kClosed, kTimeout, kInterrupted };

// Reads both ends until they are closed, `timeout_s` are over or a signal came.
End ReadAll(std::array<int, 2> descriptors, double timeout_s, std::array<std::string, 2>& texts) {
  const auto start = std::chrono::steady_clock::now();
  std::array<bool, 2> open = {true, true};
  while (open[0] || open[1]) {
    const double left =
        timeout_s - std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (CaughtSignal() != 0) return End::kInterrupted;
    if (left <= 0.0) return End::kTimeout;
    std::array<pollfd, 2> wanted{};
    for (int i : {0, 1}) wanted[i] = {open[i] ? descriptors[i] : -1, POLLIN, 0};
    // A signal just before poll does not wake it: look again soon.
    const int wait_ms = static_cast<int>(std::min(left * 1e3, 200.0)) + 1;
    if (poll(wanted.data(), wanted.size(), wait_ms) <= 0) continue;
    for (int i : {0, 1}) {
      if (wanted[i].revents == 0) continue;
      std::array<char, 65536> buffer;
      const ssize_t size = read(descriptors[i], buffer.data(), buffer.size());
      if (size > 0) texts[i].append(buffer.data(), size);
      if (size == 0 || (size < 0 && errno != EINTR)) open[i] = false;
    }
  }
  return End::kClosed;
}

struct Finished {
  int wait_status;
  std::array<std::string, 2> texts;  // stdout, stderr
};

absl::StatusOr<Finished> ReadToTheEnd(const Command& command, double timeout_s) {
  const std::string& program = command.arguments.front();
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0) {
    return absl::InternalError(absl::StrCat("pipe: ", std::strerror(errno)));
  }
  const Descriptor out_end(out[0]);
  Descriptor out_start(out[1]);
  if (pipe2(err, O_CLOEXEC) != 0) {
    return absl::InternalError(absl::StrCat("pipe: ", std::strerror(errno)));
  }
  const Descriptor err_end(err[0]);
  Descriptor err_start(err[1]);
  SpawnOptions options;
  options.Open(STDIN_FILENO, "/dev/null", O_RDONLY);
  options.Duplicate(out[1], STDOUT_FILENO);
  options.Duplicate(err[1], STDERR_FILENO);
  const absl::StatusOr<pid_t> child = options.Spawn(command);
  if (!child.ok()) return child.status();
  out_start.Close();
  err_start.Close();
  Finished finished;
  const End end = ReadAll({out[0], err[0]}, timeout_s, finished.texts);
  if (end != End::kClosed) kill(*child, SIGKILL);
  finished.wait_status = WaitStatus(*child);
  // A signal of the terminal also ends the child, which then closes its ends.
  if (end == End::kInterrupted || CaughtSignal() != 0) return Interrupted(command);
  if (end == End::kTimeout) {
    return absl::DeadlineExceededError(absl::StrCat(program, ": killed after ", timeout_s, " s"));
  }
  return finished;
}

std::string LastLine(const std::string& text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::StripTrailingAsciiWhitespace(text), '\n');
  return lines.back();
}

}  // namespace

std::string LockHolder(int fd) {
  constexpr char kUnknown[] = "another process";
  struct stat info;
  if (fstat(fd, &info) != 0) return kUnknown;
  const std::string file = absl::StrFormat("%02x:%02x:%d", major(info.st_dev), minor(info.st_dev),
                                           static_cast<int64_t>(info.st_ino));
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // "1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF"; of who waits "1: -> FLOCK ...".
    const std::vector<std::string> fields = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (fields.size() < 6 || fields[1] != "FLOCK" || fields[5] != file || fields[4] == "0") {
      continue;
    }
    std::string name;
    std::getline(std::ifstream(absl::StrCat("/proc/", fields[4], "/comm")), name);
    return absl::StrCat("process ", fields[4],
                        name.empty() ? "" : absl::StrCat(" (", PlainLine(name), ")"));
  }
  return kUnknown;
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (changes.count(text.substr(0, text.find('='))) == 0) variables.push_back(text);
  }
  for (const auto& [name, value] : changes) variables.push_back(absl::StrCat(name, "=", value));
  return variables;
}

absl::StatusOr<pid_t> Start(const Command& command, const std::string& output) {
  SpawnOptions options;
  if (!output.empty()) {
    options.Open(STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND);
    options.Duplicate(STDOUT_FILENO, STDERR_FILENO);
  }
  return options.Spawn(command);
}

int Wait(pid_t child) { return CodeOf(WaitStatus(child)); }

absl::StatusOr<int> RunCommand(const Command& command) {
  absl::StatusOr<pid_t> child = absl::UnknownError("");
  {
    // A signal comes before or after the start, but never between it and its being known.
    const BlockedSignals blocked;
    if (CaughtSignal() != 0) return Interrupted(command);
    SpawnOptions options;
    options.InOwnGroup(blocked.before());
    child = options.Spawn(command);
    if (!child.ok()) return child.status();
    PassSignalsTo(*child);
  }
  // Until it is waited for nobody else has its number.
  siginfo_t info;
  while (waitid(P_PID, static_cast<id_t>(*child), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  PassSignalsTo(0);
  const int code = Wait(*child);
  if (CaughtSignal() != 0) return Interrupted(command);
  return code;
}

absl::StatusOr<Printed> Capture(const Command& command, double timeout_s) {
  TENFOLD_ASSIGN_OR_RETURN(Finished finished, ReadToTheEnd(command, timeout_s));
  return Printed{CodeOf(finished.wait_status), std::move(finished.texts[0]),
                 std::move(finished.texts[1])};
}

absl::StatusOr<std::string> OutputOf(const Command& command, double timeout_s) {
  TENFOLD_ASSIGN_OR_RETURN(Finished finished, ReadToTheEnd(command, timeout_s));
  const int status = finished.wait_status;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::move(finished.texts[0]);
  return absl::InternalError(absl::StrCat(command.arguments.front(), ": ",
                                          WIFEXITED(status)
                                              ? absl::StrCat("exit code ", WEXITSTATUS(status))
                                              : absl::StrCat("signal ", WTERMSIG(status)),
                                          ": ", LastLine(finished.texts[1])));
}

}  // namespace tenfold

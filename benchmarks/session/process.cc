#include "benchmarks/session/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "benchmarks/session/interrupt.h"

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

enum class End { kClosed, kTimeout, kInterrupted };

// Reads both ends until they are closed, `timeout_s` are over or a signal came.
End ReadAll(std::array<int, 2> descriptors, double timeout_s, std::array<std::string, 2>& texts) {
  const auto start = std::chrono::steady_clock::now();
  std::array<bool, 2> open = {true, true};
  while (open[0] || open[1]) {
    const double left =
        timeout_s - std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (InterruptSignal() != 0) return End::kInterrupted;
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

std::string LastLine(const std::string& text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::StripTrailingAsciiWhitespace(text), '\n');
  return lines.back();
}

}  // namespace

absl::StatusOr<std::string> RunCommand(const Command& command) {
  const std::string& program = command.arguments.front();
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) {
    return absl::InternalError(absl::StrCat("pipe: ", std::strerror(errno)));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  pid_t child = 0;
  int error = 0;
  {
    const OneProcessor confined(command.one_processor);
    error = posix_spawn(&child, program.c_str(), &actions, nullptr,
                        Pointers(command.arguments).data(), Pointers(command.environment).data());
  }
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  std::array<std::string, 2> texts;
  End end = End::kClosed;
  int status = 0;
  if (error == 0) {
    end = ReadAll({out[0], err[0]}, command.timeout_s, texts);
    if (end != End::kClosed) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  close(out[0]);
  close(err[0]);
  if (error != 0) {
    return absl::InternalError(absl::StrCat(program, ": cannot start: ", std::strerror(error)));
  }
  // A signal of the terminal also ends the child, which then closes its ends.
  if (end == End::kInterrupted || InterruptSignal() != 0) {
    return absl::CancelledError(absl::StrCat(program, ": interrupted"));
  }
  if (end == End::kTimeout) {
    return absl::DeadlineExceededError(
        absl::StrCat(program, ": killed after ", command.timeout_s, " s"));
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return absl::InternalError(absl::StrCat(program, ": ",
                                            WIFEXITED(status)
                                                ? absl::StrCat("exit code ", WEXITSTATUS(status))
                                                : absl::StrCat("signal ", WTERMSIG(status)),
                                            ": ", LastLine(texts[1])));
  }
  return texts[0];
}

}  // namespace tenfold

#include "experiments/testing/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace tenfold {

pid_t Start(const ProgramOptions& options) {
  std::vector<char*> arguments;
  for (const std::string& argument : options.arguments) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) std::abort();
  if (pid > 0) return pid;
  const int fd = open(options.output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || dup2(fd, STDERR_FILENO) < 0) std::abort();
  close(fd);
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
  execv(arguments[0], arguments.data());
  std::perror(arguments[0]);
  std::abort();
}

int Wait(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) std::abort();
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int RunProgram(const ProgramOptions& options) { return Wait(Start(options)); }

}  // namespace tenfold

#include "base/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/files.h"
#include "base/signals.h"

namespace tenfold {
namespace {

Command Shell(const std::string& script) { return {{"/bin/sh", "-c", script}, {"A=b"}}; }

TEST(OutputOfTest, OutputAndEnvironment) {
  EXPECT_EQ(*OutputOf(Shell("echo \"$A$HOME\"")), "b\n");
  // More than a pipe holds, on both ends.
  EXPECT_EQ(OutputOf(Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"))->size(),
            1000000);
}

TEST(OutputOfTest, Errors) {
  EXPECT_EQ(OutputOf(Shell("echo one >&2; echo two >&2; exit 3")).status().message(),
            "/bin/sh: exit code 3: two");
  EXPECT_EQ(OutputOf(Shell("kill -9 $$")).status().message(), "/bin/sh: signal 9: ");
  EXPECT_EQ(OutputOf(Shell("exec sleep 60"), 0.1).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(CaptureTest, WhatItSaysOnBothEndsAndItsCode) {
  const absl::StatusOr<Printed> printed = Capture(Shell("cat; echo one; echo two >&2; exit 3"));
  ASSERT_TRUE(printed.ok()) << printed.status();
  EXPECT_EQ(printed->exit_code, 3);
  EXPECT_EQ(printed->output, "one\n");
  EXPECT_EQ(printed->errors, "two\n");
}

TEST(StartTest, ProgramsThatAreNotThere) {
  for (const char* program : {"/no/such/program", "no-such-program"}) {
    const Command command = {{program}};
    for (const absl::Status& status :
         {Start(command).status(), RunCommand(command).status(), OutputOf(command).status()}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
      EXPECT_EQ(status.message(),
                std::string(program) + ": cannot start: No such file or directory");
    }
  }
}

TEST(StartTest, AppendsOutputToAFile) {
  const std::string file = ::testing::TempDir() + "/output";
  std::remove(file.c_str());
  for (const char* script : {"echo one; echo two >&2", "echo three; kill -9 $$"}) {
    const absl::StatusOr<pid_t> child = Start(Shell(script), file);
    ASSERT_TRUE(child.ok()) << child.status();
    EXPECT_EQ(Wait(*child), script[5] == 'o' ? 0 : 128 + SIGKILL);
  }
  EXPECT_EQ(*ReadFile(file, 100), "one\ntwo\nthree\n");
}

TEST(EnvironmentTest, ChangesReplaceWhatThereIs) {
  setenv("TENFOLD_ONE", "1", 1);
  setenv("TENFOLD_ONE_MORE", "2", 1);
  Command command = Shell("echo $TENFOLD_ONE $TENFOLD_ONE_MORE $TENFOLD_TWO");
  command.environment = Environment({{"TENFOLD_ONE", "3"}, {"TENFOLD_TWO", "4"}});
  EXPECT_EQ(*OutputOf(command), "3 2 4\n");
  EXPECT_EQ(*OutputOf({{"sh", "-c", "echo $TENFOLD_ONE"}}), "1\n");
}

TEST(OneProcessorTest, IsTheChildsOnly) {
  Command command = Shell("nproc");
  const std::string before = *OutputOf(command);
  command.one_processor = true;
  EXPECT_EQ(*OutputOf(command), "1\n");
  command.one_processor = false;
  EXPECT_EQ(*OutputOf(command), before);
}

// Each of these in a process of its own, which the script, its child, sends the signals to.
int CodeAfter(const std::string& script) {
  setpgid(0, 0);
  SignalOptions options;
  options.hang_up = true;
  CatchSignals(options);
  return ExitCode(RunCommand(Shell(script)).status());
}

constexpr char kWaits[] = "; i=0; while [ $i -lt 10 ]; do i=$((i + 1)); sleep 0.05; done";

TEST(RunCommandTest, ItsCode) {
  EXPECT_EQ(*RunCommand(Shell("exit 3")), 3);
  EXPECT_EQ(*RunCommand(Shell("kill -9 $$")), 128 + SIGKILL);
}

TEST(RunCommandTest, PassesASignalToTheGroupOnOnce) {
  const std::string script = "trap 'echo got TERM >&2' TERM; kill -s TERM -- -$PPID";
  EXPECT_EXIT(_exit(CodeAfter(script + kWaits)), ::testing::ExitedWithCode(128 + SIGTERM),
              "^got TERM\n$");
}

TEST(RunCommandTest, PassesASecondSignalOn) {
  const std::string script =
      "trap 'echo got INT >&2' INT; kill -INT $PPID; sleep 0.2; kill -INT $PPID";
  EXPECT_EXIT(_exit(CodeAfter(script + kWaits)), ::testing::ExitedWithCode(128 + SIGINT),
              "^got INT\ngot INT\n$");
}

TEST(RunCommandTest, EndsItsChildWhenTheTerminalGoes) {
  const std::string script = "trap 'echo got TERM >&2; exit 0' TERM; kill -HUP $PPID";
  EXPECT_EXIT(_exit(CodeAfter(script + kWaits)), ::testing::ExitedWithCode(128 + SIGHUP),
              "^got TERM\n$");
}

TEST(RunCommandTest, StartsNothingAfterASignal) {
  const auto run = [] {
    CatchSignals();
    std::raise(SIGINT);
    _exit(ExitCode(RunCommand(Shell("echo started >&2")).status()));
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(128 + SIGINT), "^$");
}

TEST(CaptureTest, KillsItsChildAfterASignal) {
  const auto capture = [] {
    CatchSignals();
    const auto start = std::chrono::steady_clock::now();
    const absl::Status status = OutputOf(Shell("kill -TERM $PPID; exec sleep 60")).status();
    if (std::chrono::steady_clock::now() - start > std::chrono::seconds(30)) _exit(1);
    _exit(ExitCode(status));
  };
  EXPECT_EXIT(capture(), ::testing::ExitedWithCode(128 + SIGTERM), "^$");
}

}  // namespace
}  // namespace tenfold

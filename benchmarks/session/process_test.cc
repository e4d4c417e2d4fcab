#include "benchmarks/session/process.h"

#include "gtest/gtest.h"

namespace tenfold {
namespace {

Command Shell(const std::string& script) { return {{"/bin/sh", "-c", script}, {"A=b"}, false, 30}; }

TEST(RunCommandTest, OutputAndEnvironment) {
  EXPECT_EQ(*RunCommand(Shell("echo \"$A$HOME\"")), "b\n");
  // More than a pipe holds, on both ends.
  EXPECT_EQ(RunCommand(Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"))->size(),
            1000000);
}

TEST(RunCommandTest, Errors) {
  EXPECT_EQ(RunCommand(Shell("echo one >&2; echo two >&2; exit 3")).status().message(),
            "/bin/sh: exit code 3: two");
  EXPECT_EQ(RunCommand(Shell("kill -9 $$")).status().message(), "/bin/sh: signal 9: ");
  EXPECT_NE(
      RunCommand({{"/no/such/program"}, {}, false, 30}).status().message().find("cannot start"),
      std::string::npos);
  Command slow = Shell("exec sleep 60");
  slow.timeout_s = 0.1;
  EXPECT_EQ(RunCommand(slow).status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(RunCommandTest, OneProcessorIsTheChildsOnly) {
  Command command = Shell("nproc");
  const std::string before = *RunCommand(command);
  command.one_processor = true;
  EXPECT_EQ(*RunCommand(command), "1\n");
  command.one_processor = false;
  EXPECT_EQ(*RunCommand(command), before);
}

}  // namespace
}  // namespace tenfold

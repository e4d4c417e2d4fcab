#include "benchmarks/machine/usage.h"

#include <sys/wait.h>
#include <unistd.h>

#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

void Spin(double cpu_seconds) {
  const double until = CpuSeconds() + cpu_seconds;
  while (CpuSeconds() < until) {
  }
}

TEST(ProcessorTimeTest, OwnTimeIsPartOfTheMachines) {
  const double own = CpuSeconds(), all = MachineCpuSeconds();
  Spin(0.2);
  EXPECT_GE(CpuSeconds() - own, 0.2);
  EXPECT_GE(MachineCpuSeconds() - all, 0.2 - 0.05);
}

// Another process's work shows however busy the machine is besides.
TEST(ProcessorTimeTest, AnotherProcessShows) {
  const OthersShare others;
  const pid_t child = fork();
  if (child == 0) {
    Spin(0.3);
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  EXPECT_GT(others.Get(), 0.1);
}

}  // namespace
}  // namespace tenfold::benchmarks

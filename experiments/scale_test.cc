// What a sweep costs does not grow with the number of its runs: memory not at all, files read and
// written in proportion. Times are in no test.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/process.h"

namespace tenfold {
namespace {

struct Cost {
  double memory_kb;          // at its most
  int64_t bytes = 0;         // read and written
  int64_t system_calls = 0;  // that read or wrote
};

// What this process and the children that have ended have read and written; -1 if the kernel does
// not count.
Cost IoSoFar() {
  std::ifstream file("/proc/self/io");
  Cost cost = {0};
  std::string name;
  int64_t count;
  bool counted = false;
  while (file >> name >> count) {
    if (name == "rchar:" || name == "wchar:") cost.bytes += count;
    if (name == "syscr:" || name == "syscw:") cost.system_calls += count;
    counted = true;
  }
  if (!counted) cost.bytes = cost.system_calls = -1;
  return cost;
}

// Runs the disc's program over so many seeds of a training of one step.
Cost CostOf(int seeds, const std::string& more_flags) {
  const Cost before = IoSoFar();
  const std::string script = absl::StrCat(
      "exec experiments/disc/disc --jobs=2 --variants=depth-3 --set=points=20,epochs=1 --seeds=0-",
      seeds - 1, " --results_dir=\"$TEST_TMPDIR\"/", seeds, more_flags, " >/dev/null 2>&1");
  const absl::StatusOr<pid_t> pid = Start({{"/bin/sh", "-c", script}});
  EXPECT_TRUE(pid.ok()) << pid.status();
  int status = -1;
  rusage usage = {};
  EXPECT_EQ(wait4(*pid, &status, 0, &usage), *pid);
  EXPECT_EQ(status, 0) << script;
  const Cost after = IoSoFar();
  return {static_cast<double>(usage.ru_maxrss), after.bytes - before.bytes,
          after.system_calls - before.system_calls};
}

TEST(Scale, TenTimesTheRuns) {
  for (const char* flags : {"", " --list", ""}) {  // makes them, lists them, finds them all there
    const Cost small = CostOf(100, flags), large = CostOf(1000, flags);
    RecordProperty(absl::StrCat("memory_kb_of_100", flags), static_cast<int>(small.memory_kb));
    RecordProperty(absl::StrCat("memory_kb_of_1000", flags), static_cast<int>(large.memory_kb));
    EXPECT_LT(large.memory_kb, 1.1 * small.memory_kb) << flags;
    EXPECT_LE(large.bytes, 11 * small.bytes) << flags;
    EXPECT_LE(large.system_calls, 11 * small.system_calls) << flags;
  }
}

}  // namespace
}  // namespace tenfold

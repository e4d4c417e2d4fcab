#include "base/parallel.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace tenfold {
namespace {

namespace fs = std::filesystem;

class ProcessorQuotaTest : public ::testing::Test {
 protected:
  void SetUp() override { fs::remove_all(mount_); }

  void Write(const std::string& name, const std::string& text) {
    const fs::path path = fs::path(mount_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  const std::string mount_ = ::testing::TempDir() + "/cgroup";
};

TEST_F(ProcessorQuotaTest, TheLeastOfAGroupAndThoseAboveIt) {
  Write("job/cpu.max", "150000 100000\n");
  Write("job/task/cpu.max", "max 100000\n");
  EXPECT_EQ(ProcessorQuota("0::/job/task\n", mount_), 1.5);
  Write("job/task/cpu.max", "50000 100000\n");
  EXPECT_EQ(ProcessorQuota("0::/job/task\n", mount_), 0.5);
  EXPECT_EQ(ProcessorQuota("0::/another\n", mount_), 0.0);
  // What a container sees of its group: the path of the host, the files from there on.
  Write("cpu.max", "300000 100000\n");
  EXPECT_EQ(ProcessorQuota("0::/docker/123\n", mount_), 3.0);
}

TEST_F(ProcessorQuotaTest, VersionOne) {
  Write("cpu/job/cpu.cfs_quota_us", "200000\n");
  Write("cpu/job/cpu.cfs_period_us", "100000\n");
  Write("cpu/cpu.cfs_quota_us", "-1\n");
  Write("cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(ProcessorQuota("4:memory:/job\n3:cpu,cpuacct:/job\n0::/\n", mount_), 2.0);
  EXPECT_EQ(ProcessorQuota("4:memory:/job\n2:cpuset:/job\n0::/\n", mount_), 0.0);
}

TEST_F(ProcessorQuotaTest, WhatIsNoQuotaLimitsNothing) {
  for (const char* text : {"", "max 100000", "0 100000", "100000", "100000 0", "a b"}) {
    Write("cpu.max", text);
    EXPECT_EQ(ProcessorQuota("0::/\n", mount_), 0.0) << text;
  }
  EXPECT_EQ(ProcessorQuota("nonsense", mount_), 0.0);
}

TEST(JobsTest, ZeroIsTheProcessorsThatThisProcessMayRunOn) {
  cpu_set_t before, one;
  ASSERT_EQ(sched_getaffinity(0, sizeof(before), &before), 0);
  EXPECT_GE(AvailableProcessors(), 1);
  EXPECT_LE(AvailableProcessors(), CPU_COUNT(&before));
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; ++cpu) {
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
  EXPECT_EQ(AvailableProcessors(), 1);
  EXPECT_EQ(*JobsOfFlag(0), 1);
  ASSERT_EQ(sched_setaffinity(0, sizeof(before), &before), 0);
  EXPECT_EQ(*JobsOfFlag(0), AvailableProcessors());
}

TEST(JobsTest, OneRule) {
  EXPECT_EQ(*JobsOfFlag(1), 1);
  EXPECT_EQ(*JobsOfFlag(4096), 4096);
  for (int jobs : {-1, 4097}) {
    EXPECT_EQ(JobsOfFlag(jobs).status().message(),
              "--jobs is " + std::to_string(jobs) +
                  ", wants a number from 1 to 4096, or 0 for one per processor");
  }
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they want all addresses
// In a process of its own, whose address space has no room for the threads' stacks.
TEST(RunInParallelDeathTest, GoesOnWithTheThreadsThatThereAre) {
  const auto run = [] {
    const rlimit limit = {size_t{256} << 20, size_t{256} << 20};
    setrlimit(RLIMIT_AS, &limit);
    std::atomic<int> done{0};
    RunInParallel(1000, 1000, [&](size_t) {
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      ++done;
      return true;
    });
    std::_Exit(done == 1000 ? 0 : 1);
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(0), "");
}
#endif

}  // namespace
}  // namespace tenfold

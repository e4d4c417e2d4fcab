// SIGINT and SIGTERM: the current runs are finished or abandoned within two seconds, the program
// says what is left and exits with 128 + the signal's number, and the same command completes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "experiments/testing/tiny_sweep.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using ::testing::HasSubstr;

class InterruptTest : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  // Starts a sweep, waits until its output has `text` and a while more, sends the signal. The
  // seconds until its end.
  double Interrupt(const std::vector<std::string>& flags, const std::string& text,
                   std::chrono::milliseconds more, int* code) {
    const pid_t pid = Start(TinySweep(results_, flags));
    while (kill(pid, 0) == 0 && !absl::StrContains(Slurp(results_ + ".out"), text)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::this_thread::sleep_for(more);
    const Clock::time_point sent = Clock::now();
    kill(pid, GetParam());
    *code = Wait(pid);
    const double seconds = std::chrono::duration<double>(Clock::now() - sent).count();
    std::printf("signal %d: ended after %.3f s\n", GetParam(), seconds);
    return seconds;
  }

  const std::string folder_ = ::testing::TempDir() + "/interrupt";
  const std::string results_ = folder_ + "/results";
  // On a machine that does too much else the clock says nothing.
  const double limit_s_ = Count(20, 2);
};

TEST_P(InterruptTest, RunsThatEndSoonAndResuming) {
  const std::vector<std::string> flags = {"--set=points=50,epochs=5000", "--jobs=2"};
  int code = 0;
  EXPECT_LT(Interrupt(flags, "[2/6]", std::chrono::milliseconds(0), &code), limit_s_);
  EXPECT_EQ(code, 128 + GetParam());
  EXPECT_THAT(Slurp(results_ + ".out"),
              HasSubstr(" of 6 runs are there; the same command makes the other "));
  const std::string after =
      ReadContents(results_).others.empty() ? "" : *ReadContents(results_).others.begin();
  EXPECT_EQ(after, "") << "something is left half written";
  ASSERT_EQ(RunProgram(TinySweep(results_, flags)), 0);
  ASSERT_EQ(RunProgram(TinySweep(folder_ + "/undisturbed", flags)), 0);
  EXPECT_EQ(Difference(ReadContents(results_), ReadContents(folder_ + "/undisturbed")), "");
}

// One epoch of these takes minutes.
TEST_P(InterruptTest, RunsThatDoNotEndAreAbandoned) {
  int code = 0;
  const double seconds = Interrupt({"--set=width=1500,points=200000,epochs=1", "--jobs=2"},
                                   " to run\n", std::chrono::milliseconds(3000), &code);
  EXPECT_LT(seconds, limit_s_);
  EXPECT_GT(seconds, 0.5) << "no run was being trained";
  EXPECT_EQ(code, 128 + GetParam());
  EXPECT_THAT(
      Slurp(results_ + ".out"),
      HasSubstr("interrupted: disc: 0 of 6 runs are there; the same command makes the other 6\n"));
}

INSTANTIATE_TEST_SUITE_P(Signals, InterruptTest, ::testing::Values(SIGINT, SIGTERM));

}  // namespace
}  // namespace tenfold

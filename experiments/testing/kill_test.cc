// SIGKILL at any moment: nothing that was said to be finished is lost, nothing wrong is believed,
// and resuming ends with what an undisturbed sweep gives.
//
// Half of the moments are drawn in time, half fall on the calls that change the results folder,
// where most can go wrong. A sweep is killed and resumed until it ends by itself.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "experiments/testing/tiny_sweep.h"

namespace tenfold {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kKilled = 128 + SIGKILL;

// What is believed is what an undisturbed sweep gives, and nothing that was acknowledged is
// missing.
void ExpectSound(const std::string& results, const Contents& undisturbed) {
  if (!std::filesystem::exists(results)) return;
  Contents contents = ReadContents(results);
  for (const auto& [run_id, line] : contents.runs) {
    EXPECT_EQ(line, undisturbed.runs.at(run_id)) << run_id;
  }
  for (const std::string& run_id : Acknowledged(Slurp(results + ".out"))) {
    EXPECT_EQ(contents.runs.count(run_id), 1u) << run_id << " was acknowledged and is lost";
  }
}

TEST(KillTest, SweepsSurviveKillsAtAnyMoment) {
  const std::string folder = ::testing::TempDir() + "/kill";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::string undisturbed_results = folder + "/undisturbed", log = folder + "/log";
  const Clock::time_point start = Clock::now();
  ASSERT_EQ(RunProgram(ShimmedSweep(undisturbed_results, {{"WRITE_SHIM_LOG", log}})), 0);
  const double duration_s = std::chrono::duration<double>(Clock::now() - start).count();
  const Contents undisturbed = ReadContents(undisturbed_results);
  ASSERT_EQ(undisturbed.runs.size(), 6u);
  ASSERT_FALSE(undisturbed.artifacts.empty());
  ASSERT_TRUE(undisturbed.others.empty()) << *undisturbed.others.begin();
  const std::string calls_text = Slurp(log);
  const auto calls = std::count(calls_text.begin(), calls_text.end(), '\n');
  ASSERT_GT(calls, 50);

  std::mt19937 random(20240229);
  std::uniform_real_distribution<double> moment(0.0, duration_s);
  std::uniform_int_distribution<int> call(1, static_cast<int>(calls) / 2);
  const int wanted = Count(50, 1000);
  int kills_in_time = 0, kills_at_calls = 0, sweeps = 0;
  while (kills_in_time + kills_at_calls < wanted && !::testing::Test::HasFailure()) {
    const std::string results = absl::StrCat(folder, "/", sweeps++);
    int code = kKilled;
    while (code == kKilled) {
      const bool in_time = random() % 2 == 0;
      if (in_time) {
        const pid_t pid = Start(TinySweep(results));
        std::this_thread::sleep_for(std::chrono::duration<double>(moment(random)));
        kill(pid, SIGKILL);
        code = Wait(pid);
      } else {
        code = RunProgram(ShimmedSweep(results, {{"WRITE_SHIM_AT", absl::StrCat(call(random))},
                                                 {"WRITE_SHIM_FAULT", "KILL"}}));
      }
      if (code == kKilled) ++(in_time ? kills_in_time : kills_at_calls);
      ExpectSound(results, undisturbed);
    }
    EXPECT_EQ(code, 0) << Slurp(results + ".out");
    EXPECT_EQ(Difference(ReadContents(results), undisturbed), "");
  }
  std::printf("%d kills (%d at a moment in time, %d at a call) in %d sweeps, nothing lost\n",
              kills_in_time + kills_at_calls, kills_in_time, kills_at_calls, sweeps);
}

}  // namespace
}  // namespace tenfold

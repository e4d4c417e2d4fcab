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
#include <string>
#include <system_error>
#include <thread>
#include <vector>

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

// Whether there is a checkpoint that a run can go on from.
bool HasCheckpoint(const std::string& results) {
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(results + "/checkpoints", error), end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".safetensors" && entry->path().filename().string()[0] != '.')
      return true;
  }
  return false;
}

// Kills sweeps with these flags and resumes them until each ends; returns how many kills left a
// checkpoint.
int KillSweeps(const std::string& name, const std::vector<std::string>& flags, int wanted) {
  const std::string folder = ::testing::TempDir() + "/" + name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::string undisturbed_results = folder + "/undisturbed", log = folder + "/log";
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(RunProgram(ShimmedSweep(undisturbed_results, {{"WRITE_SHIM_LOG", log}}, flags)), 0);
  const double duration_s = std::chrono::duration<double>(Clock::now() - start).count();
  const Contents undisturbed = ReadContents(undisturbed_results);
  EXPECT_EQ(undisturbed.runs.size(), 6u);
  EXPECT_FALSE(undisturbed.artifacts.empty());
  EXPECT_TRUE(undisturbed.others.empty()) << *undisturbed.others.begin();
  const std::string calls_text = Slurp(log);
  const auto calls = std::count(calls_text.begin(), calls_text.end(), '\n');
  EXPECT_GT(calls, 50);

  std::mt19937 random(20240229);
  std::uniform_real_distribution<double> moment(0.0, duration_s);
  std::uniform_int_distribution<int> call(1, static_cast<int>(calls) / 2);
  int kills_in_time = 0, kills_at_calls = 0, sweeps = 0, checkpoints = 0;
  while (kills_in_time + kills_at_calls < wanted && !::testing::Test::HasFailure()) {
    const std::string results = absl::StrCat(folder, "/", sweeps++);
    int code = kKilled;
    while (code == kKilled) {
      const bool in_time = random() % 2 == 0;
      if (in_time) {
        const pid_t pid = Start(TinySweep(results, flags));
        std::this_thread::sleep_for(std::chrono::duration<double>(moment(random)));
        kill(pid, SIGKILL);
        code = Wait(pid);
      } else {
        code = RunProgram(ShimmedSweep(
            results, {{"WRITE_SHIM_AT", absl::StrCat(call(random))}, {"WRITE_SHIM_FAULT", "KILL"}},
            flags));
      }
      if (code == kKilled) ++(in_time ? kills_in_time : kills_at_calls);
      if (code == kKilled && HasCheckpoint(results)) ++checkpoints;
      ExpectSound(results, undisturbed);
    }
    EXPECT_EQ(code, 0) << Slurp(results + ".out");
    EXPECT_EQ(Difference(ReadContents(results), undisturbed), "");
  }
  std::printf(
      "%d kills (%d at a moment in time, %d at a call, %d left a checkpoint) in %d sweeps, nothing "
      "lost\n",
      kills_in_time + kills_at_calls, kills_in_time, kills_at_calls, checkpoints, sweeps);
  return checkpoints;
}

TEST(KillTest, SweepsSurviveKillsAtAnyMoment) { KillSweeps("kill", {}, Count(50, 1000)); }

// With Adam a run has more to remember than its weights. What is left at the end is the records, so
// no checkpoint stays.
TEST(KillTest, RunsWithCheckpointsSurviveThemToo) {
  const std::vector<std::string> flags = {"--set=points=50,epochs=9,optimizer=adam",
                                          "--checkpoint_every=2"};
  EXPECT_GT(KillSweeps("checkpoints", flags, Count(50, 1000)), 5);
}

// The receipt of a run that was broken off is that of one that was not.
TEST(KillTest, ReceiptsSurviveThem) {
  const std::vector<std::string> flags = {"--set=points=50,epochs=9,optimizer=adam",
                                          "--checkpoint_every=2", "--receipts=step"};
  EXPECT_GT(KillSweeps("receipts", flags, Count(20, 1000)), 2);
}

// What was kept of a run that is killed is kept of the one that takes its place.
TEST(KillTest, StatesThatAreKeptSurviveThem) {
  const std::vector<std::string> flags = {"--set=points=50,epochs=9,optimizer=adam",
                                          "--keep_states=2", "--receipts=epoch"};
  EXPECT_EQ(KillSweeps("states", flags, Count(20, 1000)), 0);  // no checkpoints
}

}  // namespace
}  // namespace tenfold

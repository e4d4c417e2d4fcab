// Power loss at any moment. A kill leaves what was written in the page cache, so it cannot show a
// missing fsync. Here the calls by which real programs change a folder are logged, and after each
// of them every state is built that a power loss may legally leave (file_system_model.h says which
// those are). Each state is opened:
//  - what is believed is what an undisturbed sweep gives;
//  - every run that was acknowledged by then is present, with its artifacts. Acknowledged is what
//    the program has said is finished, or has counted as present when it was started again;
//  - what was in the folder before is still there, in its place or set aside;
//  - resuming there ends with what an undisturbed sweep gives (of a sample).
// That the test can fail is a test too: without the fsyncs it finds losses.
#include "experiments/testing/power_loss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "experiments/records/record_files.h"
#include "experiments/records/store/store.h"
#include "experiments/testing/tiny_sweep.h"
#include "experiments/testing/tree_folder.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kMerge[] = "experiments/store";

class PowerLossTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_EQ(RunProgram(TinySweep(folder_ + "/undisturbed")), 0);
    undisturbed_ = ReadContents(folder_ + "/undisturbed");
    records_ = *ReadRecords(folder_ + "/undisturbed");
    for (const RunRecord& record : records_) {
      keys_[record.run_id] = KeyOf(record);
    }
  }

  // The lines of the log of one or several programs and of what they print, in their order.
  std::vector<std::string> Log() const {
    return absl::StrSplit(Slurp(folder_ + "/log"), '\n', absl::SkipEmpty());
  }

  // Runs a sweep in <folder>/case/results; returns its exit code. The log goes on.
  int Sweep(const std::vector<std::string>& flags, int kill_at = 0) {
    fs::create_directories(folder_ + "/case");
    Program program = ShimmedSweep(folder_ + "/case/results",
                                   {{"WRITE_SHIM_LOG", folder_ + "/log"},
                                    {"WRITE_SHIM_AT", absl::StrCat(kill_at)},
                                    {"WRITE_SHIM_FAULT", "KILL"}},
                                   flags);
    program.output = folder_ + "/log";
    return RunProgram(program);
  }

  std::set<std::string> Present(const std::string& results) const {
    std::set<std::string> present;
    const Store store = *Store::ForReading(results);
    for (const auto& [run_id, key] : keys_) {
      const absl::StatusOr<LookupResult> found = store.Lookup(run_id, key);
      if (found.ok() && found->state == RecordState::kPresent) present.insert(run_id);
    }
    return present;
  }

  // What is wrong with a results folder after a power loss; "" if nothing.
  std::string Check(const std::string& results, const std::set<std::string>& acknowledged) const {
    const std::set<std::string> present = Present(results);
    for (const std::string& run_id : acknowledged) {
      if (present.count(run_id) == 0) return run_id + " was acknowledged and is lost";
    }
    if (!fs::exists(results)) return "";
    const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(results);
    if (!stored.ok()) return std::string(stored.status().message());
    for (const RunRecord& record : stored->records) {
      const auto expected = undisturbed_.runs.find(record.run_id);
      if (expected == undisturbed_.runs.end() || expected->second != ComparableLine(record)) {
        return record.run_id + " is believed and wrong";
      }
    }
    return "";
  }

  using Checker =
      std::function<std::string(const std::string& folder, const std::set<std::string>& said)>;

  // `check` gets a folder like <folder>/case, and the runs that were acknowledged by then.
  Exploration Explore(const Tree& before, std::set<std::string> acknowledged,
                      const std::vector<std::string>& log, const Checker& check) {
    TreeFolder current(folder_ + "/current");
    const auto after_line = [&](const std::string& line, const FileSystemModel& model) {
      const std::set<std::string> finished = Acknowledged(line);
      acknowledged.insert(finished.begin(), finished.end());
      if (absl::StartsWith(line, "disc: ")) {
        current.Become(model.Current());
        const std::set<std::string> present = Present(current.path() + "/results");
        acknowledged.insert(present.begin(), present.end());
      }
      if (absl::StrContains(line, " artifacts: ")) acknowledged.insert("the merged folder");
      return absl::StrJoin(acknowledged, "\n");
    };
    return ExplorePowerLosses(before, log, folder_ + "/state", after_line,
                              [&](const std::string& state) { return check(state, acknowledged); });
  }

  // The same for a sweep: each state is checked, and one in `every` is resumed.
  Exploration ExploreSweep(const Tree& before, const std::set<std::string>& acknowledged,
                           const std::vector<std::string>& log, int every) {
    int number = 0, resumed = 0;
    std::set<std::string> kept;  // bytes of files that must not be lost
    for (const auto& [path, bytes] : before) {
      if (absl::EndsWith(path, kRecordEnding)) kept.insert(bytes);
    }
    Exploration exploration =
        Explore(before, acknowledged, log,
                [&](const std::string& folder, const std::set<std::string>& said) -> std::string {
                  const std::string results = folder + "/results";
                  if (std::string problem = Check(results, said); !problem.empty()) return problem;
                  std::set<std::string> missing = kept;
                  if (!kept.empty()) {
                    for (const auto& [path, bytes] : ReadTree(folder)) missing.erase(bytes);
                  }
                  if (!missing.empty()) return "a file that was there before is lost";
                  if (every == 0 || number++ % every != 0) return "";
                  ++resumed;
                  const std::string copy = folder_ + "/resumed/results";
                  fs::remove_all(folder_ + "/resumed");
                  fs::copy(folder, folder_ + "/resumed", fs::copy_options::recursive);
                  if (RunProgram(ShimmedSweep(copy, {})) != 0)
                    return "resuming fails: " + Slurp(copy + ".out");
                  return Difference(ReadContents(copy), undisturbed_);
                });
    exploration.resumed = resumed;
    return exploration;
  }

  void Report(const char* name, const Exploration& exploration) {
    EXPECT_THAT(exploration.losses, ::testing::IsEmpty());
    std::printf("%s: %d lines of log, %d different states, %d resumed, %zu losses\n", name,
                exploration.calls, exploration.states, exploration.resumed,
                exploration.losses.size());
  }

  // Results in which every run has a record to be replaced, some of which are corrupt.
  void MakeOldResults() {
    const std::string results = folder_ + "/case/results";
    absl::StatusOr<Store> store = Store::Open(results);
    ASSERT_TRUE(store.ok()) << store.status();
    int number = 0;
    for (RunRecord record : records_) {
      record.provenance[kKeyMember] = "another";
      record.timing["wall_time_s"] = number;  // so that no two files are alike
      ASSERT_TRUE(store->Write(record, false).ok());
      if (number++ % 2 == 1) fs::resize_file(RecordPath(results, record.run_id), 100 + number);
    }
  }

  const std::string folder_ = (fs::path(::testing::TempDir()) / "power_loss").string();
  Contents undisturbed_;
  std::vector<RunRecord> records_;
  std::map<std::string, std::string> keys_;
};

TEST_F(PowerLossTest, NewSweep) {
  ASSERT_EQ(Sweep({}), 0);
  Report("new", ExploreSweep({}, {}, Log(), Count(40, 2)));
}

TEST_F(PowerLossTest, TwoThreads) {
  ASSERT_EQ(Sweep({"--jobs=2"}), 0);
  Report("two threads", ExploreSweep({}, {}, Log(), Count(100, 5)));
}

// What a killed program did not get to sync, the next must not take for safe.
TEST_F(PowerLossTest, KilledAndResumedSweeps) {
  ASSERT_EQ(Sweep({}), 0);
  const int calls = static_cast<int>(Log().size());
  Exploration sum;
  for (int kill_at = 1; kill_at < calls; kill_at += Count(97, 1)) {
    fs::remove_all(folder_ + "/case");
    fs::remove(folder_ + "/log");
    const int code = Sweep({}, kill_at);
    if (code == 0) break;  // the log has lines of output too
    ASSERT_EQ(code, 128 + SIGKILL);
    ASSERT_EQ(Sweep({}), 0);
    const Exploration one = ExploreSweep({}, {}, Log(), Count(500, 100));
    sum.calls += one.calls;
    sum.states += one.states;
    sum.resumed += one.resumed;
    sum.losses.insert(sum.losses.end(), one.losses.begin(), one.losses.end());
  }
  Report("killed and resumed", sum);
}

TEST_F(PowerLossTest, RecordsThatAreReplaced) {
  MakeOldResults();
  const Tree before = ReadTree(folder_ + "/case");
  ASSERT_EQ(Sweep({}), 0);
  Report("stale and corrupt", ExploreSweep(before, {}, Log(), Count(50, 3)));
}

TEST_F(PowerLossTest, ForcedSweep) {
  fs::create_directories(folder_ + "/case");
  fs::copy(folder_ + "/undisturbed", folder_ + "/case/results", fs::copy_options::recursive);
  const Tree before = ReadTree(folder_ + "/case");
  std::set<std::string> all;
  for (const auto& [run_id, key] : keys_) all.insert(run_id);
  ASSERT_EQ(Sweep({"--force"}), 0);
  Report("forced", ExploreSweep(before, all, Log(), Count(50, 3)));
}

// A merged folder is there whole or not at all, and whole once the program has said so.
TEST_F(PowerLossTest, Merge) {
  fs::create_directories(folder_ + "/case");
  Program program = ShimmedSweep(folder_ + "/case/out", {{"WRITE_SHIM_LOG", folder_ + "/log"}});
  program.command.arguments = {kMerge, "merge", folder_ + "/undisturbed", "-o",
                               folder_ + "/case/out"};
  program.output = folder_ + "/log";
  ASSERT_EQ(RunProgram(program), 0) << Slurp(program.output);
  const std::vector<std::string> log = Log();
  ASSERT_THAT(log.back(), ::testing::StartsWith("6 runs"));
  Report("merge", Explore({}, {}, log, [&](const std::string& folder, const auto& said) {
           const std::string out = folder + "/out";
           if (said.empty() && !fs::exists(out)) return std::string();
           return Difference(ReadContents(out), undisturbed_);
         }));
}

// A sweep that does not sync folders, or files, or new folders' names, loses what it has said is
// finished, and this test sees it.
TEST_F(PowerLossTest, MissingSyncsAreSeen) {
  ASSERT_EQ(Sweep({}), 0);
  const auto without = [&](const std::function<bool(const std::string& path)>& is_left_out) {
    std::vector<std::string> log = Log();
    log.erase(std::remove_if(log.begin(), log.end(),
                             [&](const std::string& line) {
                               return absl::StartsWith(line, "sync ") &&
                                      is_left_out(line.substr(5));
                             }),
              log.end());
    return log;
  };
  const auto is_file = [](const std::string& path) { return absl::EndsWith(path, ".tmp"); };
  const auto is_setting = [](const std::string& path) { return absl::EndsWith(path, "/simd"); };
  const auto is_above = [&](const std::string& path) {
    return !is_file(path) && !is_setting(path);
  };
  for (const auto& is_left_out :
       std::vector<std::function<bool(const std::string&)>>{is_file, is_setting, is_above}) {
    std::vector<std::string> log = without(is_left_out);
    // Up to the first run: what is never synced makes ever more states.
    const auto end = std::find_if(log.begin(), log.end(), [&](const std::string& line) {
      return !Acknowledged(line).empty();
    });
    ASSERT_NE(end, log.end());
    log.erase(end + 1, log.end());
    EXPECT_FALSE(ExploreSweep({}, {}, log, 0).losses.empty());
  }
}

}  // namespace
}  // namespace tenfold

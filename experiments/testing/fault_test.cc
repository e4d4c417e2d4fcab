// Each call that writes is made to fail in turn. A full disc or a failing one: the program says one
// line and exits with 1 (or, where the call did not matter, ends as if nothing had been); an
// interrupted call or a short write: it goes on. After each, resuming ends with what an undisturbed
// sweep gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "experiments/records/record_files.h"
#include "experiments/records/store/store.h"
#include "experiments/testing/tiny_sweep.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

const char* const kFaults[] = {"ENOSPC", "EIO", "EINTR", "SHORT"};

struct Injection {
  std::string scenario;
  int call;
  std::string kind;  // "create", "write", "sync", ...
  std::string fault;
};

class FaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_EQ(RunProgram(TinySweep(folder_ + "/undisturbed")), 0);
    undisturbed_ = ReadContents(folder_ + "/undisturbed");
    ASSERT_EQ(Difference(undisturbed_, undisturbed_), "");
    MakeOldResults();
  }

  // A folder in which every run has something to be replaced: stale, corrupt, incomplete, failed.
  void MakeOldResults() {
    const std::string results = folder_ + "/old";
    absl::StatusOr<Store> store = Store::Open(results);
    ASSERT_TRUE(store.ok()) << store.status();
    const absl::StatusOr<StoredRecords> records = ReadRecordFolder(folder_ + "/undisturbed");
    ASSERT_TRUE(records.ok()) << records.status();
    int number = 0;
    for (RunRecord record : records->records) {
      const int state = number++ % 3;
      if (state == 0) record.provenance[kKeyMember] = "another";
      if (state != 2) {
        ASSERT_TRUE(store->Write(record, false).ok());
      } else {
        ASSERT_TRUE(store->WriteFailure(record.run_id, "no luck").ok());
      }
      if (state == 1) fs::resize_file(RecordPath(results, record.run_id), 100);
    }
  }

  std::string Prepare(const std::string& scenario) {
    const std::string results = folder_ + "/results";
    fs::remove_all(results);
    fs::remove(results + ".out");
    if (scenario == "old") fs::copy(folder_ + "/old", results, fs::copy_options::recursive);
    if (scenario == "forced") {
      fs::copy(folder_ + "/undisturbed", results, fs::copy_options::recursive);
    }
    return results;
  }

  static std::vector<std::string> Flags(const std::string& scenario) {
    return scenario == "forced" ? std::vector<std::string>{"--force"} : std::vector<std::string>{};
  }

  // What can fail: each call of a scenario with each fault.
  std::vector<Injection> Injections(const std::string& scenario) {
    const std::string results = Prepare(scenario), log = folder_ + "/" + scenario + ".log";
    EXPECT_EQ(RunProgram(ShimmedSweep(results, {{"WRITE_SHIM_LOG", log}}, Flags(scenario))), 0);
    EXPECT_EQ(Difference(ReadContents(results), undisturbed_), "");
    std::vector<Injection> injections;
    int call = 0;
    for (absl::string_view line : absl::StrSplit(Slurp(log), '\n', absl::SkipEmpty())) {
      ++call;
      std::vector<std::string> words = absl::StrSplit(line, ' ');
      if (words[0] == "failed") words.erase(words.begin());
      for (const char* fault : kFaults) {
        if (absl::string_view(fault) == "SHORT" && words[0] != "write") continue;
        injections.push_back({scenario, call, words[0], fault});
      }
    }
    return injections;
  }

  // Disturbs one call, then resumes. Whether the program ended with an error.
  bool Inject(const Injection& injection) {
    const std::string name = absl::StrCat(injection.fault, " at call ", injection.call, " (",
                                          injection.kind, ") of ", injection.scenario);
    const std::string results = Prepare(injection.scenario), output = results + ".out";
    const int code = RunProgram(ShimmedSweep(
        results,
        {{"WRITE_SHIM_AT", absl::StrCat(injection.call)}, {"WRITE_SHIM_FAULT", injection.fault}},
        Flags(injection.scenario)));
    int errors = 0;
    const std::string text = Slurp(output);
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      errors += absl::StartsWith(line, "error: ") ? 1 : 0;
    }
    // Not every call matters: of a temporary file it does not whether it is closed or removed.
    const bool survivable = injection.fault == "EINTR" || injection.fault == "SHORT";
    const bool matters = injection.kind == "write" || injection.kind == "sync" ||
                         injection.kind == "link" || injection.kind == "rename" ||
                         injection.kind == "create" || injection.kind == "mkdir";
    if (survivable) {
      EXPECT_EQ(code, 0) << name << ":\n" << text;
    } else if (matters) {
      EXPECT_EQ(code, 1) << name << ":\n" << text;
    }
    EXPECT_TRUE(code == 0 || code == 1) << name << ": exit code " << code << ":\n" << text;
    EXPECT_EQ(errors, code) << name << ": one line that says what is wrong, if so:\n" << text;
    if (fs::exists(results)) ExpectNothingWrong(results, text, name);
    EXPECT_EQ(RunProgram(ShimmedSweep(results, {})), 0) << name << ", resumed:\n" << Slurp(output);
    EXPECT_EQ(Difference(ReadContents(results), undisturbed_), "") << name << ", resumed";
    return code != 0;
  }

  void ExpectNothingWrong(const std::string& results, const std::string& output,
                          const std::string& name) {
    absl::StatusOr<StoredRecords> stored = ReadRecordFolder(results);
    ASSERT_TRUE(stored.ok()) << stored.status();
    std::map<std::string, std::string> runs;
    for (const RunRecord& record : stored->records) {
      EXPECT_EQ(ComparableLine(record), undisturbed_.runs.at(record.run_id)) << name;
      runs[record.run_id] = KeyOf(record);
    }
    for (const std::string& run_id : Acknowledged(output)) {
      EXPECT_TRUE(runs.count(run_id) > 0 && runs[run_id] != "another")
          << name << ": " << run_id << " was acknowledged and is lost";
    }
  }

  const std::string folder_ = ::testing::TempDir() + "/fault";
  Contents undisturbed_;
};

TEST_F(FaultTest, EachCallFailsInTurn) {
  std::vector<Injection> all;
  for (const char* scenario : {"new", "old", "forced"}) {
    for (Injection& injection : Injections(scenario)) all.push_back(std::move(injection));
  }
  const size_t possible = all.size();
  ASSERT_GT(possible, 500u);
  std::mt19937 random(7);
  std::shuffle(all.begin(), all.end(), random);
  const int wanted = Count(13, 1000000);  // of each fault; more than there are
  std::map<std::string, int> by_fault;
  int injected = 0, errors = 0;
  for (const Injection& injection : all) {
    if (by_fault[injection.fault] >= wanted) continue;
    ++by_fault[injection.fault];
    ++injected;
    errors += Inject(injection) ? 1 : 0;
    if (HasFailure()) break;
  }
  std::printf("%d of %zu possible faults injected", injected, possible);
  for (const auto& [fault, count] : by_fault) std::printf(", %s %d", fault.c_str(), count);
  std::printf("; %d ended with an error, nothing lost\n", errors);
}

}  // namespace
}  // namespace tenfold

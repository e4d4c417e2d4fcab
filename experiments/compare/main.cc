#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/command_line.h"
#include "base/text/quoted.h"
#include "experiments/compare/compare.h"
#include "experiments/records/record_files.h"

ABSL_FLAG(std::vector<std::string>, engines, {},
          "Compare the first engine's runs of RECORDS_A with the second's of RECORDS_B, for "
          "instance eigen,libtorch. "
          "Default: runs of one engine with runs of the same.");
ABSL_FLAG(int, show, 20, "List at most so many of an engine's runs that are not bit-identical.");

namespace tenfold::compare {
namespace {

constexpr int kNothingCompared = 3;

int Fail(const std::string& message) {
  SayError(message);
  return kNothingCompared;
}

std::set<std::string> EnginesOf(const std::vector<RunRecord>& records) {
  std::set<std::string> engines;
  for (const RunRecord& record : records) engines.insert(record.engine);
  return engines;
}

std::string Engines(const std::vector<RunRecord>& records) {
  return absl::StrJoin(EnginesOf(records), ", ");
}

std::vector<RunRecord> RunsOf(const std::string& engine, const std::vector<RunRecord>& records) {
  std::vector<RunRecord> runs;
  std::copy_if(records.begin(), records.end(), std::back_inserter(runs),
               [&](const RunRecord& record) { return record.engine == engine; });
  return runs;
}

void Print(const std::string& engine, const RunsComparison& comparison) {
  const std::vector<std::string>& differences = comparison.differences;
  const size_t shown =
      std::min(differences.size(), static_cast<size_t>(std::max(0, absl::GetFlag(FLAGS_show))));
  for (size_t i = 0; i < shown; ++i) std::printf("%s\n", PlainLine(differences[i]).c_str());
  if (shown < differences.size()) std::printf("... and %zu more\n", differences.size() - shown);
  std::printf(
      "%s: %d of %d runs are bit-identical, %d more start equal (losses of the first 50 steps "
      "within tolerance), %d are different; accuracies on test differ by %.3f at most\n",
      engine.c_str(), comparison.identical, comparison.common(), comparison.within_tolerance,
      comparison.different, comparison.largest_accuracy_difference);
}

int ExitCode(const RunsComparison& comparison) {
  return comparison.different > 0 ? 2 : comparison.within_tolerance > 0 ? 1 : 0;
}

}  // namespace

// The exit code: 0 identical, 1 equal within tolerance, 2 different, 3 nothing could be compared.
int Main(int argc, char** argv) {
  const std::vector<std::string> arguments = ParseCommandLine(
      "compare RECORDS_A RECORDS_B: compares two result folders (or .jsonl or .jsonl.gz files of "
      "records) run "
      "by run. Exit code 0 if all runs "
      "that both have are bit-identical, 1 if all at least start equal (the losses of the first 50 "
      "steps agree within the "
      "tolerance that rounding can explain; training may still part later), 2 if one is different, "
      "3 if nothing could be compared.",
      "compare/main", argc, argv);
  if (arguments.size() != 2) {
    return Fail("two folders or .jsonl or .jsonl.gz files of records are wanted; see --help");
  }
  const std::vector<std::string> engines = absl::GetFlag(FLAGS_engines);
  if (!engines.empty() && engines.size() != 2) {
    return Fail("--engines: two engines are wanted, such as eigen,libtorch");
  }
  std::vector<RunRecord> records[2];
  for (int i : {0, 1}) {
    const char* caller = std::getenv("BUILD_WORKING_DIRECTORY");
    std::filesystem::path path = arguments[i];
    if (caller != nullptr) path = caller / path;
    absl::StatusOr<std::vector<RunRecord>> read = ReadRecords(path.string());
    if (!read.ok()) return Fail(std::string(read.status().message()));
    records[i] = engines.empty() ? *read : RunsOf(engines[i], *read);
    if (!engines.empty() && records[i].empty()) {
      return Fail(absl::StrCat("no run of engine \"", engines[i], "\" in ", arguments[i],
                               "; there are runs of ", Engines(*read)));
    }
  }
  if (!engines.empty()) {
    const RunsComparison comparison = CompareRuns(records[0], records[1], true);
    if (comparison.common() == 0) return Fail("no run in common: other settings or seeds");
    Print(absl::StrJoin(engines, " and "), comparison);
    return ExitCode(comparison);
  }
  // An engine at a time: one may promise its bits where another does not.
  int code = kNothingCompared;
  for (const std::string& engine : EnginesOf(records[0])) {
    const RunsComparison comparison =
        CompareRuns(RunsOf(engine, records[0]), RunsOf(engine, records[1]), false);
    if (comparison.common() == 0) continue;
    Print(engine, comparison);
    code = code == kNothingCompared ? ExitCode(comparison) : std::max(code, ExitCode(comparison));
  }
  if (code == kNothingCompared) {
    for (int i : {0, 1}) {
      if (records[i].empty()) return Fail(absl::StrCat("no run records in ", arguments[i]));
    }
    return Fail(absl::StrCat("no run in common: the first has ", records[0].front().run_id,
                             " and others of ", Engines(records[0]), ", the second ",
                             records[1].front().run_id, " and others of ", Engines(records[1]),
                             "; runs of two engines are compared with --engines"));
  }
  const RunsComparison all = CompareRuns(records[0], records[1], false);
  if (all.only_in_first + all.only_in_second > 0) {
    std::printf("%d runs are only in %s, %d only in %s\n", all.only_in_first,
                PlainLine(arguments[0]).c_str(), all.only_in_second,
                PlainLine(arguments[1]).c_str());
  }
  return code;
}

}  // namespace tenfold::compare

int main(int argc, char** argv) { return tenfold::compare::Main(argc, argv); }

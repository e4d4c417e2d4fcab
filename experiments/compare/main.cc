#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "experiments/compare/compare.h"
#include "experiments/record_files.h"

ABSL_FLAG(std::vector<std::string>, engines, {},
          "Compare the first engine's runs of RECORDS_A with the second's of RECORDS_B, for "
          "instance eigen,libtorch. "
          "Default: runs of one engine with runs of the same.");

namespace tenfold {
namespace {

int Fail(const std::string& message) {
  std::fprintf(stderr, "error: %s\n", message.c_str());
  return 3;
}

std::string Engines(const std::vector<RunRecord>& records) {
  std::set<std::string> engines;
  for (const RunRecord& record : records) engines.insert(record.engine);
  return absl::StrJoin(engines, ", ");
}

}  // namespace

// The exit code: 0 identical, 1 equal within tolerance, 2 different, 3 nothing could be compared.
int Main(int argc, char** argv) {
  absl::FlagsUsageConfig usage;
  usage.contains_help_flags = [](absl::string_view file) {
    return absl::StrContains(file, "compare/main");
  };
  absl::SetFlagsUsageConfig(usage);
  absl::SetProgramUsageMessage(
      "compare RECORDS_A RECORDS_B: compares two result folders (or .jsonl files of records) run "
      "by run. Exit code 0 if all runs "
      "that both have are bit-identical, 1 if all at least start equal (the losses of the first 50 "
      "steps agree within the "
      "tolerance that rounding can explain; training may still part later), 2 if one is different, "
      "3 if nothing could be compared.");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  if (arguments.size() != 3) {
    return Fail("two folders or .jsonl files of records are wanted; see --help");
  }
  const std::vector<std::string> engines = absl::GetFlag(FLAGS_engines);
  if (!engines.empty() && engines.size() != 2) {
    return Fail("--engines: two engines are wanted, such as eigen,libtorch");
  }
  std::vector<RunRecord> records[2];
  for (int i : {0, 1}) {
    const char* caller = std::getenv("BUILD_WORKING_DIRECTORY");
    std::filesystem::path path = arguments[i + 1];
    if (caller != nullptr) path = caller / path;
    absl::StatusOr<std::vector<RunRecord>> read = ReadRecords(path.string());
    if (!read.ok()) return Fail(std::string(read.status().message()));
    if (engines.empty()) {
      records[i] = *std::move(read);
      continue;
    }
    std::copy_if(read->begin(), read->end(), std::back_inserter(records[i]),
                 [&](const RunRecord& record) { return record.engine == engines[i]; });
    if (records[i].empty()) {
      return Fail(absl::StrCat("no run of engine \"", engines[i], "\" in ", arguments[i + 1],
                               "; there are runs of ", Engines(*read)));
    }
  }
  const Comparison comparison = CompareRuns(records[0], records[1], !engines.empty());
  if (comparison.common() == 0) {
    return Fail(absl::StrCat("no run in common: the first has runs of ", Engines(records[0]),
                             ", the second of ", Engines(records[1]), "; see --engines"));
  }
  constexpr size_t kMostShown = 20;
  for (size_t i = 0; i < comparison.differences.size() && i < kMostShown; ++i) {
    std::printf("%s\n", comparison.differences[i].c_str());
  }
  if (comparison.differences.size() > kMostShown) {
    std::printf("... and %zu more\n", comparison.differences.size() - kMostShown);
  }
  std::printf(
      "%d of %d runs are bit-identical, %d more start equal (losses of the first 50 steps within "
      "tolerance), %d are different; "
      "accuracies on test differ by %.3f at most\n",
      comparison.identical, comparison.common(), comparison.within_tolerance, comparison.different,
      comparison.largest_accuracy_difference);
  if (comparison.only_in_first + comparison.only_in_second > 0) {
    std::printf("%d runs are only in %s, %d only in %s\n", comparison.only_in_first, arguments[1],
                comparison.only_in_second, arguments[2]);
  }
  return comparison.different > 0 ? 2 : comparison.within_tolerance > 0 ? 1 : 0;
}

}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }

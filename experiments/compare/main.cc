#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "experiments/compare/compare.h"
#include "experiments/record_files.h"

namespace tenfold {
namespace {

int Fail(const std::string& message) {
  std::fprintf(stderr, "error: %s\n", message.c_str());
  return 3;
}

}  // namespace

// Exit code 0: all runs that both have are identical; 2: some differ; 3: nothing could be compared.
int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "compare RECORDS_A RECORDS_B: which runs of two result folders (or .jsonl files of records) "
      "are bit-identical.");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  if (arguments.size() != 3)
    return Fail("two folders or .jsonl files of records are wanted; see --help");
  std::vector<RunRecord> records[2];
  for (int i : {0, 1}) {
    const char* caller = std::getenv("BUILD_WORKING_DIRECTORY");
    std::filesystem::path path = arguments[i + 1];
    if (caller != nullptr) path = caller / path;
    absl::StatusOr<std::vector<RunRecord>> read = ReadRecords(path.string());
    if (!read.ok()) return Fail(std::string(read.status().message()));
    records[i] = *std::move(read);
  }
  const Comparison comparison = CompareRuns(records[0], records[1]);
  constexpr size_t kMostShown = 20;
  for (size_t i = 0; i < comparison.differences.size() && i < kMostShown; ++i) {
    std::printf("%s\n", comparison.differences[i].c_str());
  }
  if (comparison.differences.size() > kMostShown) {
    std::printf("... and %zu more\n", comparison.differences.size() - kMostShown);
  }
  std::printf("%d of %d runs are bit-identical; %d are only in %s, %d only in %s\n",
              comparison.identical, comparison.common, comparison.only_in_first, arguments[1],
              comparison.only_in_second, arguments[2]);
  if (comparison.common == 0) return Fail("the two have no run in common");
  return comparison.identical == comparison.common ? 0 : 2;
}

}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }

// Whether engines have become faster or slower between two sessions.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "base/command_line.h"
#include "base/text/quoted.h"
#include "benchmarks/reading/comparison.h"
#include "benchmarks/reading/reservations.h"
#include "experiments/measurements/file.h"

namespace tenfold::benchmarks {
namespace {

int Fail(absl::string_view message) {
  SayError(message);
  return 3;
}

// A line where the sessions were made in different places or ways.
void PrintDifferences(const measurements::Session& first, const measurements::Session& second) {
  using Json = nlohmann::ordered_json;
  const Json first_json = measurements::ToJson(first), second_json = measurements::ToJson(second);
  for (const char* key : {"cpu", "isa", "host", "commit", "compiler", "flags", "blas"}) {
    const std::string a = first_json.value(key, Json()).dump();
    const std::string b = second_json.value(key, Json()).dump();
    if (a != b) std::printf("%s: %s, then %s\n", key, a.c_str(), b.c_str());
  }
}

}  // namespace

// The exit code: 0 nothing slower, 1 something slower, 3 nothing could be compared.
int Main(int argc, char** argv) {
  const std::vector<std::string> paths = ParseCommandLine(
      "compare A.json B.json: two files of side_by_side --json, row by row. Exit code 0 if no row "
      "is slower in B, 1 if one is, 3 if nothing could be compared.",
      "benchmarks/compare", argc, argv);
  if (paths.size() != 2) return Fail("two JSON files of side_by_side are wanted; see --help");
  absl::StatusOr<measurements::Benchmark> sessions[2];
  for (int i : {0, 1}) {
    sessions[i] = measurements::Read<measurements::Benchmark>(paths[i]);
    if (!sessions[i].ok()) return Fail(sessions[i].status().message());
  }
  absl::StatusOr<SessionComparison> comparison = CompareSessions(*sessions[0], *sessions[1]);
  if (!comparison.ok()) return Fail(comparison.status().message());
  for (int i : {0, 1}) {
    for (const std::string& reservation : Reservations(*sessions[i])) {
      std::printf("note: %s\n", PlainLine(absl::StrCat(paths[i], " ", reservation)).c_str());
    }
  }
  PrintDifferences(sessions[0]->session, sessions[1]->session);
  std::printf("%-46s %-8s %-28s %7s  %s\n", "", "engine", "time B / time A (95 %)", "p", "");
  std::map<Change, int> counts;
  for (const ComparedRow& row : comparison->rows) {
    ++counts[row.change];
    std::printf(
        "%-46s %-8s %-28s %7.2g  %s%s%s\n", row.workload.c_str(), row.engine.c_str(),
        absl::StrFormat("%.3f [%.3f, %.3f]", row.ratio.estimate, row.ratio.low, row.ratio.high)
            .c_str(),
        row.p_value, std::string(ChangeName(row.change)).c_str(),
        row.configuration.empty() ? "" : "  ", row.configuration.c_str());
  }
  std::printf("%d slower, %d faster, %d same (within %.0f %%), %d cannot tell\n",
              counts[Change::kSlower], counts[Change::kFaster], counts[Change::kSame],
              kSameWithin * 100, counts[Change::kCannotTell]);
  std::printf(
      "slower or faster: by more than %.0f %%, wrong about any row in at most %.0f %% of "
      "comparisons; each session may differ by a standard deviation of %.1f %% besides\n",
      kLeastChange * 100, statistics::kAlpha * 100, comparison->between_std * 100);
  if (!comparison->left_out.empty()) {
    std::printf("%zu rows are not compared:\n", comparison->left_out.size());
  }
  for (const LeftOutRow& row : comparison->left_out) {
    std::printf("  %s %s%s%s: %s\n", row.workload.c_str(), row.engine.c_str(),
                row.configuration.empty() ? "" : ", ", row.configuration.c_str(), row.why.c_str());
  }
  return counts[Change::kSlower] > 0 ? 1 : 0;
}

}  // namespace tenfold::benchmarks

int main(int argc, char** argv) { return tenfold::benchmarks::Main(argc, argv); }

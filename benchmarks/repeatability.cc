// Whether sessions of side_by_side that should say the same do.
#include <cstdio>
#include <string>
#include <vector>

#include "base/command_line.h"
#include "base/text/quoted.h"
#include "benchmarks/reading/repeats.h"
#include "benchmarks/reading/reservations.h"
#include "experiments/measurements/file.h"
#include "statistics/logarithms.h"

namespace tenfold::benchmarks {
namespace {

int Fail(absl::string_view message) {
  SayError(message);
  return 3;
}

}  // namespace

// The exit code: 0 enough rows overlap, 1 not, 3 nothing could be compared.
int Main(int argc, char** argv) {
  const std::vector<std::string> paths = ParseCommandLine(
      "repeatability A.json B.json ...: files of side_by_side --json from the same build and "
      "machine. In how many rows do all intervals overlap? Exit code 0: in 95 % or more, 1: in "
      "fewer, 3: "
      "nothing could be compared.",
      "benchmarks/repeatability", argc, argv);
  if (paths.size() < 2) return Fail("two JSON files of side_by_side or more are wanted");
  std::vector<measurements::Benchmark> sessions;
  for (const std::string& path : paths) {
    absl::StatusOr<measurements::Benchmark> session =
        measurements::Read<measurements::Benchmark>(path);
    if (!session.ok()) return Fail(session.status().message());
    for (const std::string& reservation : Reservations(*session)) {
      std::printf("note: %s\n", PlainLine(absl::StrCat(path, " ", reservation)).c_str());
    }
    sessions.push_back(*std::move(session));
  }
  const absl::StatusOr<Repeats> repeats = CheckRepeats(sessions);
  if (!repeats.ok()) return Fail(repeats.status().message());
  int narrow = 0;
  for (const RepeatedRow& row : repeats->rows) {
    narrow += row.narrow;
    if (row.overlap()) continue;
    std::printf("apart: %s, %s beside %s: one interval begins at %.4g, one ends at %.4g\n",
                row.workload.c_str(), row.engine.c_str(), row.baseline.c_str(), row.highest_low,
                row.lowest_high);
  }
  for (const std::string& name : repeats->left_out) {
    std::printf("not in all sessions: %s\n", name.c_str());
  }
  const int rows = static_cast<int>(repeats->rows.size());
  const double share = static_cast<double>(repeats->overlapping()) / rows;
  std::printf(
      "%zu sessions: all intervals overlap in %d of %d rows (%.1f %%); %d rows are narrow in all\n",
      sessions.size(), repeats->overlapping(), rows, share * 100, narrow);
  std::printf(
      "between sessions, beyond their rounds, ratios differ by a standard deviation of %.2f %%; "
      "intervals have room for %.2f %%\n",
      repeats->between_sessions_std * 100, statistics::kBetweenSessionsStd * 100);
  return share >= kOverlapping ? 0 : 1;
}

}  // namespace tenfold::benchmarks

int main(int argc, char** argv) { return tenfold::benchmarks::Main(argc, argv); }

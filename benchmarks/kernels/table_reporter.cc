#include "benchmarks/kernels/table_reporter.h"

#include <ostream>

#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace tenfold::benchmarks {
namespace {

std::string Column(const benchmark::UserCounters& counters, const std::string& name,
                   const char* format, double scale) {
  const auto found = counters.find(name);
  if (found == counters.end()) return "";
  return absl::StrFormat(*absl::ParsedFormat<'f'>::New(format), found->second.value * scale);
}

}  // namespace

bool TableReporter::ReportContext(const Context&) { return true; }

void TableReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    // One repetition has no aggregates.
    const bool shown =
        run.repetitions > 1 ? run.aggregate_name == "median" : run.run_type == Run::RT_Iteration;
    if (!shown) continue;
    std::string speed = Column(run.counters, "GFLOP/s", "%.1f", 1.0);
    if (speed.empty()) {
      speed = Column(run.counters, "GB/s", "%.0f", 1.0);
      if (!speed.empty()) speed += " GB/s";
    }
    lines_[run.family_index] =
        absl::StrFormat("%-44s %10.4g %s %11s %10s %8s %9s\n", run.run_name.function_name,
                        run.GetAdjustedRealTime(), benchmark::GetTimeUnitString(run.time_unit),
                        Column(run.counters, "samples/s", "%.0f", 1.0), speed,
                        Column(run.counters, "peak", "%.1f%%", 100.0),
                        Column(run.counters, "useful_peak", "%.1f%%", 100.0));
  }
}

void TableReporter::Finalize() {
  GetOutputStream() << absl::StrFormat("%-44s %13s %11s %10s %8s %9s\n", "", "time", "samples/s",
                                       "GFLOP/s", "of peak", "must run");
  for (const auto& [place, line] : lines_) GetOutputStream() << line;
  GetOutputStream().flush();
}

}  // namespace tenfold::benchmarks

#include "benchmarks/session/ratio_table.h"

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/workloads/configuration.h"

namespace tenfold::benchmarks {
namespace {

std::string Megabytes(std::optional<int64_t> bytes) {
  if (!bytes.has_value()) return "";
  return absl::StrFormat("%.1f MB", static_cast<double>(*bytes) * 1e-6);
}

std::string Time(double seconds) {
  if (seconds >= 1.0) return absl::StrFormat("%.3g s", seconds);
  if (seconds >= 1e-3) return absl::StrFormat("%.3g ms", seconds * 1e3);
  return absl::StrFormat("%.3g us", seconds * 1e6);
}

}  // namespace

void PrintRatioHeader() {
  std::printf("%-46s %-8s %9s %8s %9s  %-24s %7s  %s\n", "", "engine", "time", "of peak", "memory",
              "times as fast (95 %)", "rounds", "as what");
}

void PrintRatios(const GroupResult& result) {
  const auto find_timing = [&](const std::string& workload, const std::string& engine,
                               const std::string& configuration) -> const measurements::Timing* {
    for (const measurements::Timing& row : result.timings) {
      const bool found = engine == kPeers
                             ? PeerName(row.engine, row.configuration) == configuration
                             : row.engine == engine && row.configuration == configuration;
      if (row.workload == workload && found) return &row;
    }
    return nullptr;
  };
  for (const measurements::Ratio& row : result.ratios) {
    const measurements::Timing* engine = find_timing(row.workload, row.engine, "");
    const std::string baseline_engine =
        absl::StartsWith(row.baseline, "libtorch") ? "libtorch" : row.baseline;
    const measurements::Timing* baseline =
        find_timing(row.workload, baseline_engine, row.configuration);
    const std::string ratio =
        row.ratio.has_value()
            ? absl::StrFormat("%.2f [%.2f, %.2f]%s", row.ratio->estimate, row.ratio->low,
                              row.ratio->high, row.narrow ? "" : " wide")
        : row.disturbed_rounds == 0 && !row.disturbed_ratio.has_value()
            ? "not measured"
            : absl::StrFormat("%s (%.2g)", row.disturbed_rounds > 0 ? "disturbed" : "rough",
                              row.disturbed_ratio.value_or(0.0));
    const std::string& as = row.configuration.empty() ? row.why : row.configuration;
    const double share = engine == nullptr ? 0.0 : engine->share_of_peak;
    std::printf("%-46s %-8s %9s %8s %9s  %-24s %3d%4s  %s%s%s%s\n", row.workload.c_str(),
                row.engine.c_str(), engine == nullptr ? "" : Time(engine->seconds).c_str(),
                share > 0.0 ? absl::StrFormat("%.1f%%", share * 100).c_str() : "",
                engine == nullptr ? "" : Megabytes(engine->training_bytes).c_str(), ratio.c_str(),
                static_cast<int>(row.rounds),
                row.disturbed_rounds > 0 ? absl::StrCat("-", row.disturbed_rounds).c_str() : "",
                row.baseline.c_str(),
                baseline == nullptr ? "" : absl::StrCat(" ", Time(baseline->seconds)).c_str(),
                as.empty() ? "" : ": ", as.c_str());
  }
  std::fflush(stdout);
}

}  // namespace tenfold::benchmarks

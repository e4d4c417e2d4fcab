#include "benchmarks/session/ratio_table.h"

#include <cstdio>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

std::string Bytes(const ordered_json& row, const char* key) {
  if (!row.contains(key)) return "";
  return absl::StrFormat("%.1f MB", row[key].get<double>() * 1e-6);
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

void PrintRatios(const GroupResult& result, const Probes& probes) {
  const auto find_timing = [&](const std::string& workload, const std::string& engine,
                               const std::string& configuration) -> const TimingRow* {
    for (const TimingRow& row : result.timings) {
      if (row.workload == workload && row.engine == engine && row.configuration == configuration) {
        return &row;
      }
    }
    return nullptr;
  };
  for (const RatioRow& row : result.ratios) {
    const TimingRow* engine = find_timing(row.workload, row.engine, "");
    const std::string baseline_engine =
        absl::StartsWith(row.baseline, "libtorch") ? "libtorch" : row.baseline;
    const TimingRow* baseline = find_timing(row.workload, baseline_engine, row.configuration);
    const ordered_json json = ToJson(*engine, probes);
    const std::string ratio =
        row.result.ratio.has_value()
            ? absl::StrFormat("%.2f [%.2f, %.2f]%s", row.result.ratio->estimate,
                              row.result.ratio->low, row.result.ratio->high,
                              row.result.narrow ? "" : " wide")
            : absl::StrFormat("%s (%.2g)", row.result.disturbed > 0 ? "disturbed" : "rough",
                              row.result.disturbed_ratio.value_or(0.0));
    const double share = json["share_of_peak"];
    std::printf("%-46s %-8s %9s %8s %9s  %-24s %3d%4s  %s %s%s%s\n", row.workload.c_str(),
                row.engine.c_str(), Time(engine->seconds).c_str(),
                share > 0.0 ? absl::StrFormat("%.1f%%", share * 100).c_str() : "",
                Bytes(json, "training_bytes").c_str(), ratio.c_str(), row.result.rounds,
                row.result.disturbed > 0 ? absl::StrCat("-", row.result.disturbed).c_str() : "",
                row.baseline.c_str(), baseline == nullptr ? "" : Time(baseline->seconds).c_str(),
                row.configuration.empty() ? "" : ": ", row.configuration.c_str());
  }
  std::fflush(stdout);
}

}  // namespace tenfold

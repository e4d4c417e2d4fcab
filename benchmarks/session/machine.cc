#include "benchmarks/session/machine.h"

#include <unistd.h>

#include <cstdio>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "benchmarks/machine/peak.h"
#include "benchmarks/machine/processor_time.h"
#include "benchmarks/session/build_flags.h"
#include "benchmarks/session/session_digest.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {
namespace {

struct Bandwidth {
  int64_t bytes;  // of the arrays
  double gbps;
};

// What a first-level, a second-level and a third-level cache of common sizes hold, and memory;
// measured once.
const std::vector<Bandwidth>& Bandwidths() {
  static const std::vector<Bandwidth> bandwidths = [] {
    std::vector<Bandwidth> measured;
    for (int64_t bytes :
         {int64_t{24} << 10, int64_t{384} << 10, int64_t{6} << 20, int64_t{256} << 20}) {
      measured.push_back({bytes, MeasureTriadGbps(bytes, /*seconds=*/0.2)});
    }
    return measured;
  }();
  return bandwidths;
}

}  // namespace

SessionProbes FirstProbes() {
  SessionProbes probes;
  for (int cores : {1, 2}) {
    probes[cores].Add(MeasurePeakGflops(AvailableFmaLoops().front(), cores, /*seconds=*/0.2));
  }
  return probes;
}

double PrintMachine(const SessionProbes& probes) {
  std::printf("%s; %s; %.0f GFLOP/s on one core, %.0f on two, memory %.0f GB/s\n",
              ProcessProvenance("")["cpu"].get<std::string>().c_str(),
              AvailableFmaLoops().front().isa, probes.at(1).best(), probes.at(2).best(),
              Bandwidths().back().gbps);
  const double busy = BusyShare(/*seconds=*/0.5);
  if (busy > kMostOthersShare) {
    std::printf(
        "BUSY: other processes use %.0f %% of a processor now. Rounds beside them are thrown away, "
        "as far as that shows; do not quote what is left.\n",
        busy * 100);
  }
  return busy;
}

nlohmann::ordered_json MachineJson(const Workers& workers, const SessionProbes& probes) {
  nlohmann::ordered_json json = ProcessProvenance(benchmarks::SourceDigests().at("session"));
  json["date"] = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone());
  json["isa"] = AvailableFmaLoops().front().isa;
  json["cores"] = std::thread::hardware_concurrency();
  json["flags"] = kBuildFlags;
  json["memory_gbps"] = Bandwidths().back().gbps;
  for (const Bandwidth& bandwidth : Bandwidths()) {
    json["triad"].push_back({{"bytes", bandwidth.bytes}, {"gbps", bandwidth.gbps}});
  }
  json["blas"] = workers.blas();
  json["cleared_environment"] = workers.cleared();
  for (const auto& [cores, of_cores] : probes) {
    json["peak_gflops"][absl::StrCat(cores)] = of_cores.best();
  }
  return json;
}

void ShowProgress(const std::string& what) {
  if (isatty(STDERR_FILENO)) {
    std::fprintf(stderr, "\r\033[K%s", what.c_str());
    return;
  }
  constexpr double kInterval = 10.0;  // s
  static double last = MonotonicSeconds();
  if (what.empty() || MonotonicSeconds() - last < kInterval) return;
  last = MonotonicSeconds();
  std::fprintf(stderr, "%s\n", what.c_str());
}

}  // namespace tenfold

#include "benchmarks/machine.h"

#include <unistd.h>

#include <cstdio>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "benchmarks/build_flags.h"
#include "benchmarks/peak.h"
#include "benchmarks/session_digest.h"
#include "experiments/provenance.h"

namespace tenfold {
namespace {

// GB/s of memory, measured once.
double MemoryGbps() {
  static const double gbps = MeasureTriadGbps(int64_t{256} << 20, /*seconds=*/0.3);
  return gbps;
}

}  // namespace

BestProbes FirstProbes() {
  BestProbes best_probes;
  for (int cores : {1, 2}) {
    best_probes[cores] = MeasurePeakGflops(AvailableFmaLoops().front(), cores, /*seconds=*/0.2);
  }
  return best_probes;
}

void PrintMachine(const BestProbes& best_probes) {
  std::printf("%s; %s; %.0f GFLOP/s on one core, %.0f on two, memory %.0f GB/s\n",
              ProcessProvenance("")["cpu"].get<std::string>().c_str(),
              AvailableFmaLoops().front().isa, best_probes.at(1), best_probes.at(2), MemoryGbps());
}

nlohmann::ordered_json MachineJson(const Workers& workers, const BestProbes& best_probes) {
  nlohmann::ordered_json json = ProcessProvenance(kSourceDigest);
  json["date"] = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone());
  json["isa"] = AvailableFmaLoops().front().isa;
  json["cores"] = std::thread::hardware_concurrency();
  json["flags"] = kBuildFlags;
  json["memory_gbps"] = MemoryGbps();
  json["blas"] = workers.blas();
  json["cleared_environment"] = workers.cleared();
  for (const auto& [cores, gflops] : best_probes) {
    json["peak_gflops"][absl::StrCat(cores)] = gflops;
  }
  return json;
}

void ShowProgress(const std::string& what) {
  if (isatty(STDERR_FILENO)) std::fprintf(stderr, "\r\033[K%s", what.c_str());
}

}  // namespace tenfold

// A whole sweep as one piece of work: all variants of a preset, some seeds each.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/worker/report.h"
#include "benchmarks/worker/worker.h"
#include "benchmarks/workloads/workload_tasks.h"

namespace tenfold::benchmarks {

// Names of sweeps begin with it: "sweep/EXPERIMENT/PRESET".
inline constexpr char kSweep[] = "sweep/";

struct SweepOptions {
  std::string engine;
  std::string convolution_engine;  // what trains networks with convolutions, if not empty
  std::vector<std::string> overrides;
  int seeds, stack;  // `stack` seeds are trained as one
  int epochs, cores;
  bool check_only;
};

// All trainings, planning included, as many at a time as there are cores. What is timed and
// checked is as worker.h says.
absl::StatusOr<WorkloadReport> RunSweep(const WorkerEngines& engines, WorkloadTasks& workloads,
                                        const std::string& name, const SweepOptions& options);

}  // namespace tenfold::benchmarks

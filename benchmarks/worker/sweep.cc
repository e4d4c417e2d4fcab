#include "benchmarks/worker/sweep.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "benchmarks/machine/usage.h"
#include "benchmarks/worker/report.h"
#include "benchmarks/workloads/timing.h"

namespace tenfold::benchmarks {
namespace {

bool HasConvolution(const Network& network) {
  for (const Block& block : network.blocks) {
    for (const Layer& layer : block.layers) {
      if (std::holds_alternative<Conv2d>(layer)) return true;
    }
  }
  return false;
}

// Trainings that run as one.
struct SweepJob {
  std::string engine;
  std::vector<uint64_t> seeds;
  std::vector<TrainingTask> tasks;
};

absl::StatusOr<std::vector<SweepJob>> MakeJobs(const WorkerEngines& engines,
                                               WorkloadTasks& workloads,
                                               const std::vector<std::string>& names,
                                               const SweepOptions& options) {
  std::vector<SweepJob> jobs;
  const int runs = static_cast<int>(names.size()) * options.seeds;
  const int share = (runs + options.cores - 1) / options.cores;
  for (const std::string& name : names) {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask first, workloads.Make(name, 0, options.overrides));
    const bool apart = HasConvolution(first.network) && !options.convolution_engine.empty();
    const int together = std::min(share, engines.most_together(options.engine, first));
    const int stack = apart ? 1 : std::max(options.stack, together);
    for (int i = 0; i < options.seeds; i += stack) {
      SweepJob job{apart ? options.convolution_engine : options.engine,
                   std::vector<uint64_t>(std::min(stack, options.seeds - i)),
                   {}};
      std::iota(job.seeds.begin(), job.seeds.end(), i);
      TENFOLD_ASSIGN_OR_RETURN(std::vector<TrainingTask> tasks,
                               workloads.MakeAll(name, job.seeds, options.overrides));
      job.tasks = std::move(tasks);
      jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

}  // namespace

absl::StatusOr<WorkloadReport> RunSweep(const WorkerEngines& engines, WorkloadTasks& workloads,
                                        const std::string& name, const SweepOptions& options) {
  const std::vector<std::string> parts = absl::StrSplit(absl::StripPrefix(name, kSweep), '/');
  if (parts.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": wants sweep/EXPERIMENT/PRESET"));
  }
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::string> names,
                           workloads.SweepNames(parts[0], parts[1]));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<SweepJob> jobs,
                           MakeJobs(engines, workloads, names, options));
  workloads.ReleaseData();

  WorkloadReport report;
  report.workload = name;
  Cost& cost = report.cost;
  const int epochs = options.epochs, cores = options.cores;
  for (const SweepJob& job : jobs) {
    TENFOLD_ASSIGN_OR_RETURN(Flops flops, EpochFlops(job.tasks.front()));
    const double seeds = static_cast<double>(job.seeds.size());
    cost.flops += flops.dense() * seeds * epochs;
    cost.useful_flops += flops.useful() * seeds * epochs;
    cost.samples += int64_t{job.tasks.front().train.count} * epochs * job.seeds.size();
    if (job.seeds.front() != 0) continue;
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<TimedWork> work,
                             engines.make_training(job.engine, job.tasks, job.seeds));
    const std::vector<double> losses = work->Check(kCheckedSteps);
    report.check.insert(report.check.end(), losses.begin(), losses.begin() + kCheckedSteps);
  }
  if (options.check_only) return report;

  WorkTiming& timing = report.timing.emplace();
  timing.epochs = epochs;
  timing.cores = cores;
  timing.probe_before = Probe(cores);
  ResetPeakResidentBytes();
  const int64_t before = ResidentBytes();
  const OthersShare others;
  const double cpu_start = CpuSeconds();
  const Stopwatch stopwatch;
  std::atomic<size_t> next{0};
  std::vector<absl::Status> statuses(cores);
  std::vector<std::thread> pool;
  for (int t = 0; t < cores; ++t) {
    pool.emplace_back([&, t] {
      for (size_t i = next++; i < jobs.size() && statuses[t].ok(); i = next++) {
        SweepJob& job = jobs[i];
        absl::StatusOr<std::unique_ptr<TimedWork>> work =
            engines.make_training(job.engine, std::move(job.tasks), job.seeds);
        statuses[t] = work.status();
        if (work.ok()) (*work)->RunEpochs(epochs);
      }
    });
  }
  for (std::thread& thread : pool) thread.join();
  timing.seconds = stopwatch.Seconds();
  timing.cpu_share = std::min(1.0, (CpuSeconds() - cpu_start) / timing.seconds);
  timing.others_share = others.Get();
  timing.probe_after = Probe(cores);
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  report.training_bytes = PeakResidentBytes() - before;
  return report;
}

}  // namespace tenfold::benchmarks

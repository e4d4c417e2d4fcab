#include "benchmarks/worker/worker.h"

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/command_line.h"
#include "base/status_macros.h"
#include "benchmarks/machine/usage.h"
#include "benchmarks/worker/report.h"
#include "benchmarks/worker/sweep.h"
#include "benchmarks/workloads/timing.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "experiments/measurements/file.h"

ABSL_FLAG(std::vector<std::string>, workloads, {},
          "Names of workloads, of operations (operation/NAME/PART) or of a sweep "
          "(sweep/EXPERIMENT/PRESET).");
ABSL_FLAG(std::vector<std::string>, set, {}, "Hyperparameters of the workloads: name=value.");
ABSL_FLAG(std::string, engine, "", "What trains.");
ABSL_FLAG(std::string, convolution_engine, "",
          "In a sweep, what trains networks with convolutions, one seed at a time. Default: as "
          "others.");
ABSL_FLAG(int, seeds, 1, "Seeds 0, 1, ... that are trained as one; in a sweep, all its seeds.");
ABSL_FLAG(int, stack, 1, "In a sweep: seeds that are trained as one.");
ABSL_FLAG(int, epochs, 1, "In a sweep: of every training.");
ABSL_FLAG(int, threads, 1, "Threads of the library within a training.");
ABSL_FLAG(int, cores, 1, "Cores that this process has: probes of the peak, and sweeps, use all.");
ABSL_FLAG(double, ms, 150.0, "How long to train.");
ABSL_FLAG(int, checked_steps, tenfold::benchmarks::kCheckedSteps,
          "Steps of a training of one setting whose losses engines have to agree on.");
ABSL_FLAG(bool, check_only, false,
          "Time nothing: print what engines have to agree on, seed by seed.");
ABSL_FLAG(std::string, data_dir, "", "Where MNIST's four files are.");
ABSL_FLAG(double, started_at, 0.0,
          "When this process was started, in seconds of the monotonic clock: for load_s.");
ABSL_FLAG(int, padding, 0, "Bytes that are taken from the heap first, to move what comes later.");

namespace tenfold::benchmarks {
namespace {

constexpr char kOperation[] = "operation/";

std::vector<uint64_t> Seeds() {
  std::vector<uint64_t> seeds(absl::GetFlag(FLAGS_seeds));
  std::iota(seeds.begin(), seeds.end(), 0);
  return seeds;
}

absl::StatusOr<WorkloadReport> RunOperation(const WorkerEngines& engines, const std::string& name) {
  for (const OperationShape& shape : OperationShapes()) {
    for (Part part : shape.parts) {
      if (name != OperationName(shape, part)) continue;
      TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<TimedWork> work,
                               engines.make_operation(absl::GetFlag(FLAGS_engine), shape, part));
      WorkloadReport result{name, work->Check(absl::GetFlag(FLAGS_checked_steps)), {}, {}, {}, {}};
      if (absl::GetFlag(FLAGS_check_only)) return result;
      TENFOLD_ASSIGN_OR_RETURN(
          WorkTiming timing,
          MeasureTimedWork(*work, absl::GetFlag(FLAGS_ms) * 1e-3, absl::GetFlag(FLAGS_cores)));
      TENFOLD_ASSIGN_OR_RETURN(double flops, OperationFlops(shape, part));
      result.timing = timing;
      result.cost = {flops, flops, 0.0, shape.rows};
      return result;
    }
  }
  return absl::NotFoundError(absl::StrCat("unknown operation \"", name, "\""));
}

// Losses of each seed by itself.
absl::StatusOr<WorkloadReport> CheckTraining(const WorkerEngines& engines, WorkloadTasks& workloads,
                                             const std::string& name) {
  WorkloadReport result;
  result.workload = name;
  for (uint64_t seed : Seeds()) {
    absl::StatusOr<std::vector<TrainingTask>> tasks =
        workloads.MakeAll(name, {seed}, absl::GetFlag(FLAGS_set));
    if (!tasks.ok()) return tasks.status();
    absl::StatusOr<std::unique_ptr<TimedWork>> work =
        engines.make_training(absl::GetFlag(FLAGS_engine), *std::move(tasks), {seed});
    if (!work.ok()) return work.status();
    const std::vector<double> more = (*work)->Check(absl::GetFlag(FLAGS_checked_steps));
    result.check.insert(result.check.end(), more.begin(), more.end());
  }
  return result;
}

absl::StatusOr<WorkloadReport> RunTraining(const WorkerEngines& engines, WorkloadTasks& workloads,
                                           const std::string& name) {
  const std::vector<uint64_t> seeds = Seeds();
  TENFOLD_ASSIGN_OR_RETURN(std::vector<TrainingTask> tasks,
                           workloads.MakeAll(name, seeds, absl::GetFlag(FLAGS_set)));
  workloads.ReleaseData();
  TENFOLD_ASSIGN_OR_RETURN(Flops flops, EpochFlops(tasks.front()));
  TENFOLD_ASSIGN_OR_RETURN(double bytes, EpochBytes(tasks.front()));
  WorkloadReport result;
  result.workload = name;
  result.cost = {flops.dense(), flops.useful(), bytes, tasks.front().train.count};
  ResetPeakResidentBytes();
  const int64_t before = ResidentBytes();
  const Stopwatch cold;
  TENFOLD_ASSIGN_OR_RETURN(
      std::unique_ptr<TimedWork> work,
      engines.make_training(absl::GetFlag(FLAGS_engine), std::move(tasks), seeds));
  result.cold_start_s = cold.Seconds();
  result.check = work->Check(absl::GetFlag(FLAGS_checked_steps));
  TENFOLD_ASSIGN_OR_RETURN(
      WorkTiming timing,
      MeasureTimedWork(*work, absl::GetFlag(FLAGS_ms) * 1e-3, absl::GetFlag(FLAGS_cores)));
  timing.seconds /= static_cast<double>(seeds.size());
  result.timing = timing;
  result.training_bytes = PeakResidentBytes() - before;
  return result;
}

absl::StatusOr<WorkerReport> Run(const WorkerEngines& engines, double load_s) {
  for (const auto* flag : {&FLAGS_seeds, &FLAGS_stack, &FLAGS_epochs, &FLAGS_threads, &FLAGS_cores,
                           &FLAGS_checked_steps}) {
    if (absl::GetFlag(*flag) < 1) {
      return absl::InvalidArgumentError(
          "--seeds, --stack, --epochs, --threads, --cores and --checked_steps are positive");
    }
  }
  if (absl::GetFlag(FLAGS_workloads).empty()) {
    return absl::InvalidArgumentError("--workloads: names no workload");
  }
  engines.set_threads(absl::GetFlag(FLAGS_threads));
  const SweepOptions sweep_options = {
      absl::GetFlag(FLAGS_engine), absl::GetFlag(FLAGS_convolution_engine),
      absl::GetFlag(FLAGS_set),    absl::GetFlag(FLAGS_seeds),
      absl::GetFlag(FLAGS_stack),  absl::GetFlag(FLAGS_epochs),
      absl::GetFlag(FLAGS_cores),  absl::GetFlag(FLAGS_check_only)};
  WorkloadTasks workloads(absl::GetFlag(FLAGS_data_dir));
  WorkerReport report;
  report.load_s = load_s;
  for (const std::string& name : absl::GetFlag(FLAGS_workloads)) {
    TENFOLD_ASSIGN_OR_RETURN(
        WorkloadReport result,
        absl::StartsWith(name, kOperation) ? RunOperation(engines, name)
        : absl::StartsWith(name, kSweep)   ? RunSweep(engines, workloads, name, sweep_options)
        : absl::GetFlag(FLAGS_check_only)  ? CheckTraining(engines, workloads, name)
                                           : RunTraining(engines, workloads, name));
    report.results.push_back(std::move(result));
  }
  report.blas = engines.blas();
  report.peak_rss_bytes = PeakResidentBytes();
  return report;
}

}  // namespace

int WorkerMain(int argc, char** argv, const WorkerEngines& engines) {
  const double main_at = MonotonicSeconds();
  const absl::Status parsed = RefuseArguments(
      ParseCommandLine("Trains with one engine for a while and prints how long it took, as JSON.",
                       "benchmarks/worker", argc, argv));
  // Never given back.
  [[maybe_unused]] void* const volatile padding = std::malloc(absl::GetFlag(FLAGS_padding));
  const absl::StatusOr<WorkerReport> report =
      parsed.ok() ? Run(engines, main_at - absl::GetFlag(FLAGS_started_at)) : parsed;
  if (!report.ok()) {
    SayError(report.status().message());
    return 1;
  }
  std::printf("%s\n", measurements::ToJson(*report).dump().c_str());
  return 0;
}

}  // namespace tenfold::benchmarks

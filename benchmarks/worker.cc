#include "benchmarks/worker.h"

#include <atomic>
#include <cstdio>
#include <map>
#include <numeric>
#include <thread>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "benchmarks/memory.h"
#include "benchmarks/timing.h"
#include "benchmarks/workload.h"

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
ABSL_FLAG(int, threads, 1, "Threads: of the library within a training, in a sweep trainings.");
ABSL_FLAG(double, ms, 150.0, "How long to train.");
ABSL_FLAG(bool, check_only, false,
          "Time nothing: print what engines have to agree on, seed by seed.");
ABSL_FLAG(std::string, data_dir, "", "Where MNIST's four files are.");

namespace tenfold {
namespace {

using nlohmann::ordered_json;

constexpr char kOperation[] = "operation/";
constexpr char kSweep[] = "sweep/";

std::vector<uint64_t> Seeds(int first, int count) {
  std::vector<uint64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), static_cast<uint64_t>(first));
  return seeds;
}

absl::StatusOr<std::vector<TrainingTask>> MakeTasks(Workloads& workloads, const std::string& name,
                                                    const std::vector<uint64_t>& seeds) {
  std::vector<TrainingTask> tasks;
  for (uint64_t seed : seeds) {
    absl::StatusOr<TrainingTask> task = workloads.Make(name, seed, absl::GetFlag(FLAGS_set));
    if (!task.ok()) return task.status();
    tasks.push_back(*std::move(task));
  }
  return tasks;
}

// What an epoch or a call costs by its formulas, for all seeds.
struct Cost {
  double flops = 0.0, useful_flops = 0.0;
  int64_t samples = 0;
};

void AddTo(const Timing& timing, const Cost& cost, ordered_json& result) {
  result["seconds"] = timing.seconds;
  result["epochs"] = timing.epochs;
  result["flops"] = cost.flops;
  result["useful_flops"] = cost.useful_flops;
  result["samples"] = cost.samples;
  result["probe_before"] = timing.probe_before;
  result["probe_after"] = timing.probe_after;
  result["cpu_share"] = timing.cpu_share;
  result["plan_s"] = timing.plan_s;
  result["first_step_s"] = timing.first_step_s;
}

absl::StatusOr<ordered_json> RunOperation(const WorkerEngines& engines, const std::string& name) {
  for (const OperationShape& shape : OperationShapes()) {
    for (Part part : shape.parts) {
      if (name != OperationName(shape, part)) continue;
      absl::StatusOr<std::unique_ptr<Work>> work =
          engines.make_operation(absl::GetFlag(FLAGS_engine), shape, part);
      if (!work.ok()) return work.status();
      ordered_json result = {{"check", (*work)->Check()}};
      if (absl::GetFlag(FLAGS_check_only)) return result;
      absl::StatusOr<Timing> timing =
          MeasureWork(**work, absl::GetFlag(FLAGS_ms) * 1e-3, absl::GetFlag(FLAGS_threads));
      if (!timing.ok()) return timing.status();
      absl::StatusOr<double> flops = OperationFlops(shape, part);
      if (!flops.ok()) return flops.status();
      AddTo(*timing, {*flops, *flops, shape.rows}, result);
      return result;
    }
  }
  return absl::NotFoundError(absl::StrCat("unknown operation \"", name, "\""));
}

// Losses of each seed by itself.
absl::StatusOr<ordered_json> CheckTraining(const WorkerEngines& engines, Workloads& workloads,
                                           const std::string& name) {
  std::vector<double> losses;
  for (uint64_t seed : Seeds(0, absl::GetFlag(FLAGS_seeds))) {
    absl::StatusOr<std::vector<TrainingTask>> tasks = MakeTasks(workloads, name, {seed});
    if (!tasks.ok()) return tasks.status();
    absl::StatusOr<std::unique_ptr<Work>> work =
        engines.make_training(absl::GetFlag(FLAGS_engine), *std::move(tasks), {seed});
    if (!work.ok()) return work.status();
    const std::vector<double> more = (*work)->Check();
    losses.insert(losses.end(), more.begin(), more.end());
  }
  return ordered_json{{"check", losses}};
}

absl::StatusOr<ordered_json> RunTraining(const WorkerEngines& engines, Workloads& workloads,
                                         const std::string& name) {
  const std::vector<uint64_t> seeds = Seeds(0, absl::GetFlag(FLAGS_seeds));
  absl::StatusOr<std::vector<TrainingTask>> tasks = MakeTasks(workloads, name, seeds);
  if (!tasks.ok()) return tasks.status();
  workloads.ReleaseData();
  absl::StatusOr<Flops> flops = EpochFlops(tasks->front());
  if (!flops.ok()) return flops.status();
  const int samples = tasks->front().train.count;
  ResetPeakResidentBytes();
  const int64_t before = ResidentBytes();
  const Stopwatch cold;
  absl::StatusOr<std::unique_ptr<Work>> work =
      engines.make_training(absl::GetFlag(FLAGS_engine), *std::move(tasks), seeds);
  if (!work.ok()) return work.status();
  const double cold_start = cold.Seconds();
  ordered_json result = {{"check", (*work)->Check()}};
  absl::StatusOr<Timing> timing =
      MeasureWork(**work, absl::GetFlag(FLAGS_ms) * 1e-3, absl::GetFlag(FLAGS_threads));
  if (!timing.ok()) return timing.status();
  timing->seconds /= static_cast<double>(seeds.size());
  AddTo(*timing, {flops->dense(), flops->useful(), samples}, result);
  result["cold_start_s"] = cold_start;
  result["training_bytes"] = PeakResidentBytes() - before;
  return result;
}

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

absl::StatusOr<std::vector<SweepJob>> MakeJobs(Workloads& workloads,
                                               const std::vector<std::string>& names) {
  const std::string engine = absl::GetFlag(FLAGS_engine);
  std::vector<SweepJob> jobs;
  for (const std::string& name : names) {
    absl::StatusOr<TrainingTask> first = workloads.Make(name, 0, absl::GetFlag(FLAGS_set));
    if (!first.ok()) return first.status();
    const bool apart =
        HasConvolution(first->network) && !absl::GetFlag(FLAGS_convolution_engine).empty();
    const int stack = apart ? 1 : absl::GetFlag(FLAGS_stack);
    for (int i = 0; i < absl::GetFlag(FLAGS_seeds); i += stack) {
      SweepJob job{apart ? absl::GetFlag(FLAGS_convolution_engine) : engine,
                   Seeds(i, std::min(stack, absl::GetFlag(FLAGS_seeds) - i)),
                   {}};
      absl::StatusOr<std::vector<TrainingTask>> tasks = MakeTasks(workloads, name, job.seeds);
      if (!tasks.ok()) return tasks.status();
      job.tasks = *std::move(tasks);
      jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

// All trainings of a sweep, planning included, as many at a time as there are threads.
absl::StatusOr<ordered_json> RunSweep(const WorkerEngines& engines, Workloads& workloads,
                                      const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(absl::StripPrefix(name, kSweep), '/');
  if (parts.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": wants sweep/EXPERIMENT/PRESET"));
  }
  absl::StatusOr<std::vector<std::string>> names = workloads.SweepNames(parts[0], parts[1]);
  if (!names.ok()) return names.status();
  absl::StatusOr<std::vector<SweepJob>> jobs = MakeJobs(workloads, *names);
  if (!jobs.ok()) return jobs.status();
  workloads.ReleaseData();

  Cost cost;
  std::vector<double> check;
  const int epochs = absl::GetFlag(FLAGS_epochs);
  for (const SweepJob& job : *jobs) {
    absl::StatusOr<Flops> flops = EpochFlops(job.tasks.front());
    if (!flops.ok()) return flops.status();
    const double seeds = static_cast<double>(job.seeds.size());
    cost.flops += flops->dense() * seeds * epochs;
    cost.useful_flops += flops->useful() * seeds * epochs;
    cost.samples += int64_t{job.tasks.front().train.count} * epochs * job.seeds.size();
    if (job.seeds.front() != 0) continue;
    absl::StatusOr<std::unique_ptr<Work>> work =
        engines.make_training(job.engine, job.tasks, job.seeds);
    if (!work.ok()) return work.status();
    const std::vector<double> losses = (*work)->Check();
    check.insert(check.end(), losses.begin(), losses.begin() + kCheckedSteps);
  }
  ordered_json result = {{"check", check}};
  if (absl::GetFlag(FLAGS_check_only)) return result;

  const int threads = absl::GetFlag(FLAGS_threads);
  Timing timing;
  timing.epochs = epochs;
  timing.probe_before = Probe(threads);
  ResetPeakResidentBytes();
  const int64_t before = ResidentBytes();
  const double cpu_start = CpuSeconds();
  const Stopwatch stopwatch;
  std::atomic<size_t> next{0};
  std::vector<absl::Status> statuses(threads);
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t) {
    pool.emplace_back([&, t] {
      for (size_t i = next++; i < jobs->size() && statuses[t].ok(); i = next++) {
        SweepJob& job = (*jobs)[i];
        absl::StatusOr<std::unique_ptr<Work>> work =
            engines.make_training(job.engine, std::move(job.tasks), job.seeds);
        statuses[t] = work.status();
        for (int e = 0; work.ok() && e < epochs; ++e) (*work)->RunEpoch();
      }
    });
  }
  for (std::thread& thread : pool) thread.join();
  timing.seconds = stopwatch.Seconds();
  timing.cpu_share = std::min(1.0, (CpuSeconds() - cpu_start) / timing.seconds);
  timing.probe_after = Probe(threads);
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  AddTo(timing, cost, result);
  result["training_bytes"] = PeakResidentBytes() - before;
  return result;
}

absl::StatusOr<ordered_json> Run(const WorkerEngines& engines) {
  for (const auto* flag : {&FLAGS_seeds, &FLAGS_stack, &FLAGS_epochs, &FLAGS_threads}) {
    if (absl::GetFlag(*flag) < 1) {
      return absl::InvalidArgumentError("--seeds, --stack, --epochs and --threads are positive");
    }
  }
  if (absl::GetFlag(FLAGS_workloads).empty()) {
    return absl::InvalidArgumentError("--workloads: names no workload");
  }
  // The threads of a sweep are its trainings, of one thread each.
  const bool sweep = absl::StartsWith(absl::GetFlag(FLAGS_workloads).front(), kSweep);
  engines.set_threads(sweep ? 1 : absl::GetFlag(FLAGS_threads));
  Workloads workloads(absl::GetFlag(FLAGS_data_dir));
  ordered_json results = ordered_json::array();
  for (const std::string& name : absl::GetFlag(FLAGS_workloads)) {
    absl::StatusOr<ordered_json> result =
        absl::StartsWith(name, kOperation) ? RunOperation(engines, name)
        : absl::StartsWith(name, kSweep)   ? RunSweep(engines, workloads, name)
        : absl::GetFlag(FLAGS_check_only)  ? CheckTraining(engines, workloads, name)
                                           : RunTraining(engines, workloads, name);
    if (!result.ok()) return result.status();
    (*result)["workload"] = name;
    results.push_back(*std::move(result));
  }
  return ordered_json{{"engine", absl::GetFlag(FLAGS_engine)},
                      {"blas", engines.blas()},
                      {"peak_rss_bytes", PeakResidentBytes()},
                      {"results", std::move(results)}};
}

}  // namespace

absl::StatusOr<std::unique_ptr<Work>> MakeTrainingOfOneSeed(std::vector<TrainingTask> tasks,
                                                            std::vector<uint64_t> seeds,
                                                            const Backend& backend) {
  if (tasks.size() != 1) {
    return absl::InvalidArgumentError(
        absl::StrCat(backend.name(), " trains one seed at a time, not ", tasks.size()));
  }
  return MakeTraining(std::move(tasks.front()), seeds.front(), backend);
}

int WorkerMain(int argc, char** argv, const WorkerEngines& engines) {
  absl::SetProgramUsageMessage(
      "trains with one engine for a while and prints how long it took, as JSON");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    std::fprintf(stderr, "error: \"%s\" is not a flag; flags begin with --\n", rest[1]);
    return 1;
  }
  const absl::StatusOr<ordered_json> result = Run(engines);
  if (!result.ok()) {
    std::fprintf(stderr, "error: %s\n", std::string(result.status().message()).c_str());
    return 1;
  }
  std::printf("%s\n", result->dump().c_str());
  return 0;
}

}  // namespace tenfold

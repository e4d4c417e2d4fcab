#include "benchmarks/kernels/registration.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "benchmark/benchmark.h"
#include "benchmarks/machine/peak.h"
#include "benchmarks/workloads/engines.h"
#include "benchmarks/workloads/timed_work.h"
#include "benchmarks/workloads/workload_tasks.h"

namespace tenfold::benchmarks {
namespace {

using benchmark::Counter;

constexpr double kProbeSeconds = 0.005;

bool something_failed = false;

void Refuse(benchmark::State& state, absl::string_view why) {
  something_failed = true;
  state.SkipWithError(std::string(why).c_str());
}

// What a benchmark of one engine needs besides its work.
struct Cost {
  Flops flops;     // per iteration
  double samples;  // per iteration
};

enum class Kind { kOperation, kStep, kEpoch };

using MakeWork = std::function<absl::StatusOr<std::unique_ptr<TimedWork>>(const Backend&)>;

// Whether the work of `backend` gives the numbers that `reference` gives, as an error if not. Done
// once for each work, by its name without the engine, and engine.
absl::Status CheckAgreement(const std::string& name, const Backend& backend,
                            const MakeWork& make_work, bool losses) {
  static std::map<std::pair<std::string, const Backend*>, std::vector<double>> checks;
  const Backend& reference = *BenchmarkedBackends().front();
  for (const Backend* b : {&reference, &backend}) {
    if (checks.count({name, b}) > 0) continue;
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<TimedWork> work, make_work(*b));
    checks[{name, b}] = work->Check(kCheckedSteps);
  }
  const std::vector<double>&numbers = checks[{name, &backend}],
        &expected = checks[{name, &reference}];
  return losses ? CheckLossesAgree(backend.name(), numbers, reference.name(), expected)
                : CheckResultsAgree(backend.name(), numbers, reference.name(), expected);
}

void Run(benchmark::State& state, const std::string& name, const Backend& backend,
         const MakeWork& make_work, Kind kind, const Cost& cost) {
  absl::StatusOr<std::unique_ptr<TimedWork>> work = make_work(backend);
  if (!work.ok()) return Refuse(state, work.status().message());
  if (absl::Status status = CheckAgreement(name, backend, make_work, kind != Kind::kOperation);
      !status.ok()) {
    return Refuse(state, status.message());
  }
  const double peak = BestPeakGflops(kProbeSeconds);
  (*work)->RunEpoch();  // warm-up
  int64_t epochs = 1;
  for (auto _ : state) {
    if (kind != Kind::kEpoch) {
      (*work)->RunStep();
      continue;
    }
    (*work)->RunEpoch();
    if (++epochs % kEpochsOfTraining == 0) {
      state.PauseTiming();
      static_cast<void>((*work)->Restart());
      state.ResumeTiming();
    }
  }
  const double iterations = static_cast<double>(state.iterations());
  state.counters["samples/s"] = Counter(cost.samples * iterations, Counter::kIsRate);
  if (cost.flops.dense() > 0.0) {
    const auto rate = [&](double flops, double unit) {
      return Counter(flops * iterations / unit, Counter::kIsRate);
    };
    state.counters["GFLOP/s"] = rate(cost.flops.dense(), 1e9);
    state.counters["peak"] = rate(cost.flops.dense(), peak * 1e9);
    state.counters["useful_peak"] = rate(cost.flops.useful(), peak * 1e9);
  }
}

template <typename Function>
void Register(const std::string& name, benchmark::TimeUnit unit, Function function) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(function))->UseRealTime()->Unit(unit);
}

void RegisterTraining(const std::string& workload, const std::shared_ptr<WorkloadTasks>& workloads,
                      const Backend& backend, bool whole_epoch) {
  const std::string name = absl::StrCat(whole_epoch ? "epoch/" : "step/", workload);
  Register(absl::StrCat(name, "/", std::string(backend.name())),
           whole_epoch ? benchmark::kMillisecond : benchmark::kMicrosecond,
           [=, &backend](benchmark::State& state) {
             constexpr uint64_t kSeed = 0;
             absl::StatusOr<TrainingTask> task = workloads->Make(workload, kSeed);
             if (!task.ok()) return Refuse(state, task.status().message());
             absl::StatusOr<Flops> flops = EpochFlops(*task);
             if (!flops.ok()) return Refuse(state, flops.status().message());
             const double steps = static_cast<double>(BatchesOf(*task, task->train.inputs).size());
             Cost cost{*flops, static_cast<double>(task->train.count)};
             if (!whole_epoch) {
               cost.samples /= steps;
               cost.flops = {flops->forward / steps, flops->backward / steps,
                             flops->useful_backward / steps};
             }
             Run(
                 state, workload, backend,
                 [&](const Backend& b) { return MakeTraining({*task}, {kSeed}, b); },
                 whole_epoch ? Kind::kEpoch : Kind::kStep, cost);
           });
}

}  // namespace

double BestPeakGflops(double seconds) {
  static double best = 0.0;
  return best =
             std::max(best, MeasurePeakGflops(AvailableFmaLoops().front(), /*threads=*/1, seconds));
}

bool SomethingFailed() { return something_failed; }

void RegisterPeak() {
  for (const FmaLoop& loop : AvailableFmaLoops()) {
    Register(absl::StrCat("peak/fma/", loop.isa), benchmark::kMicrosecond,
             [&loop](benchmark::State& state) {
               constexpr int64_t kIterations = 20000;
               for (auto _ : state) benchmark::DoNotOptimize(loop.run(kIterations));
               state.counters["GFLOP/s"] =
                   Counter(loop.flops_per_iteration * kIterations * state.iterations() * 1e-9,
                           Counter::kIsRate);
             });
  }
  // A first-level, a second-level and a third-level cache of common sizes, and memory.
  for (const auto& [size, bytes] : std::vector<std::pair<const char*, int64_t>>{
           {"24KiB", 24 << 10}, {"384KiB", 384 << 10}, {"6MiB", 6 << 20}, {"384MiB", 384 << 20}}) {
    Register(absl::StrCat("peak/triad/", size), benchmark::kMicrosecond,
             [bytes = bytes](benchmark::State& state) {
               TriadArrays arrays(bytes);
               for (auto _ : state) {
                 arrays.Run();
                 benchmark::ClobberMemory();
               }
               state.counters["GB/s"] =
                   Counter(arrays.bytes_moved() * static_cast<double>(state.iterations()) * 1e-9,
                           Counter::kIsRate);
             });
  }
}

void RegisterOperations() {
  for (const OperationShape& shape : OperationShapes()) {
    for (Part part : shape.parts) {
      const std::string name = OperationName(shape, part);
      for (const Backend* backend : BenchmarkedBackends()) {
        Register(absl::StrCat(name, "/", std::string(backend->name())), benchmark::kMicrosecond,
                 [=, &shape](benchmark::State& state) {
                   absl::StatusOr<double> flops = OperationFlops(shape, part);
                   if (!flops.ok()) return Refuse(state, flops.status().message());
                   Run(state, name, *backend,
                       [&](const Backend& b) { return MakeOperation(shape, part, b); },
                       Kind::kOperation, {{*flops, 0.0, 0.0}, static_cast<double>(shape.rows)});
                 });
      }
    }
  }
}

void RegisterTrainings(const std::string& mnist_dir) {
  const auto workloads = std::make_shared<WorkloadTasks>(mnist_dir);
  for (bool whole_epoch : {true, false}) {
    for (const std::string& workload : workloads->Names()) {
      for (const Backend* backend : BenchmarkedBackends()) {
        RegisterTraining(workload, workloads, *backend, whole_epoch);
      }
    }
  }
}

}  // namespace tenfold::benchmarks

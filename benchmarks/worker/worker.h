// The process that trains for a while and tells how long it took.
//
// A session of side-by-side timing starts it over and over: one engine a process, so that no
// library is in the way of another. It prints a WorkerReport (report.h) as JSON.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/workloads/timed_work.h"
#include "experiments/measurements/json_members.h"

namespace tenfold::benchmarks {

// What a worker can do; each function gets the name of an engine.
struct WorkerEngines {
  // One task per seed.
  std::function<absl::StatusOr<std::unique_ptr<TimedWork>>(
      const std::string& engine, std::vector<TrainingTask> tasks, std::vector<uint64_t> seeds)>
      make_training;
  std::function<absl::StatusOr<std::unique_ptr<TimedWork>>(const std::string& engine,
                                                           const OperationShape& shape, Part part)>
      make_operation;
  // How many seeds of a task it trains together in a sweep.
  std::function<int(const std::string& engine, const TrainingTask& task)> most_together =
      [](const std::string&, const TrainingTask&) { return 1; };
  // Threads that a library may use inside one training.
  std::function<void(int threads)> set_threads;
  // What is known of the BLAS; nothing if there is none.
  std::function<std::optional<measurements::Named<std::string>>()> blas;
};

// The exit code: 0, or 1 after one line on stderr.
int WorkerMain(int argc, char** argv, const WorkerEngines& engines);

}  // namespace tenfold::benchmarks

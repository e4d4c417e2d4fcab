#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "benchmarks/worker/worker.h"
#include "engine/backends/backends.h"
#include "experiments/training/trainer.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  using namespace tenfold::benchmarks;
  WorkerEngines engines;
  engines.make_training =
      [](const std::string& engine, std::vector<TrainingTask> tasks,
         const std::vector<uint64_t>& seeds) -> absl::StatusOr<std::unique_ptr<TimedWork>> {
    TENFOLD_ASSIGN_OR_RETURN(const Backend* backend, FindBackend(engine));
    return MakeTraining(std::move(tasks), seeds, *backend);
  };
  engines.make_operation = [](const std::string& engine, const OperationShape& shape,
                              Part part) -> absl::StatusOr<std::unique_ptr<TimedWork>> {
    TENFOLD_ASSIGN_OR_RETURN(const Backend* backend, FindBackend(engine));
    return MakeOperation(shape, part, *backend);
  };
  engines.most_together = [](const std::string& engine, const TrainingTask& task) {
    const absl::StatusOr<const Backend*> backend = FindBackend(engine);
    return backend.ok() ? SizesOfCohort(task, **backend).most : 1;
  };
  engines.set_threads = [](int) {};
  engines.blas = [] { return std::nullopt; };
  return WorkerMain(argc, argv, engines);
}

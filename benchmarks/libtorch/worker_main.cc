#include <dlfcn.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "baselines/libtorch/libtorch.h"
#include "benchmarks/libtorch/manual_training.h"
#include "benchmarks/worker/worker.h"

namespace tenfold::benchmarks {
namespace {

// "libtorch": modules and autograd. "libtorch-manual": the backward pass by hand, any number of
// seeds.
absl::StatusOr<std::unique_ptr<TimedWork>> MakeLibtorchTraining(const std::string& engine,
                                                                std::vector<TrainingTask> tasks,
                                                                std::vector<uint64_t> seeds) {
  if (engine == "libtorch") {
    return MakeTraining(std::move(tasks), seeds, libtorch::GetBackend());
  }
  if (engine == "libtorch-manual") {
    return MakeManualTraining(std::move(tasks), std::move(seeds));
  }
  return absl::NotFoundError(
      absl::StrCat("unknown engine \"", engine, "\"; there are libtorch, libtorch-manual"));
}

std::optional<measurements::Named<std::string>> LibtorchBlas() {
  measurements::Named<std::string> blas = libtorch::Versions();
  using CoreName = char* (*)();
  auto* const core_name = reinterpret_cast<CoreName>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  blas.emplace_back("kernel", core_name == nullptr ? "unknown" : core_name());
  return blas;
}

}  // namespace
}  // namespace tenfold::benchmarks

int main(int argc, char** argv) {
  using namespace tenfold;
  using namespace tenfold::benchmarks;
  WorkerEngines engines;
  engines.make_training = MakeLibtorchTraining;
  engines.make_operation = [](const std::string&, const OperationShape& shape, Part part) {
    return MakeOperation(shape, part, libtorch::GetBackend());
  };
  engines.set_threads = libtorch::SetThreads;
  engines.blas = LibtorchBlas;
  return WorkerMain(argc, argv, engines);
}

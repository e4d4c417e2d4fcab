#include <dlfcn.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "baselines/libtorch/libtorch.h"
#include "benchmarks/libtorch/manual_training.h"
#include "benchmarks/worker/worker.h"

namespace tenfold {
namespace {

// "libtorch": modules and autograd. "libtorch-manual": the backward pass by hand, any number of
// seeds.
absl::StatusOr<std::unique_ptr<Work>> MakeLibtorchTraining(const std::string& engine,
                                                           std::vector<TrainingTask> tasks,
                                                           std::vector<uint64_t> seeds) {
  if (engine == "libtorch") {
    return MakeTrainingOfOneSeed(std::move(tasks), std::move(seeds), libtorch::GetBackend());
  }
  if (engine == "libtorch-manual") {
    return libtorch::MakeManualTraining(std::move(tasks), std::move(seeds));
  }
  return absl::NotFoundError(
      absl::StrCat("unknown engine \"", engine, "\"; there are libtorch, libtorch-manual"));
}

nlohmann::ordered_json LibtorchBlas() {
  nlohmann::ordered_json blas = nlohmann::ordered_json::object();
  for (const auto& [name, version] : libtorch::Versions()) blas[name] = version;
  using CoreName = char* (*)();
  auto* const core_name = reinterpret_cast<CoreName>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  blas["kernel"] = core_name == nullptr ? "unknown" : core_name();
  return blas;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  using namespace tenfold;
  WorkerEngines engines;
  engines.make_training = MakeLibtorchTraining;
  engines.make_operation = [](const std::string&, const OperationShape& shape, Part part) {
    return MakeOperation(shape, part, libtorch::GetBackend());
  };
  engines.set_threads = libtorch::SetThreads;
  engines.blas = LibtorchBlas;
  return WorkerMain(argc, argv, engines);
}

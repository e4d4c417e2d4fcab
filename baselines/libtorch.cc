#include "baselines/libtorch.h"

#include <ATen/Parallel.h>

#include <memory>
#include <utility>

#include "baselines/executor.h"
#include "baselines/store.h"

namespace tenfold::libtorch {
namespace {

class TorchBackend final : public Backend {
 public:
  TorchBackend() {
    at::set_num_threads(1);
    at::set_num_interop_threads(1);
  }

  absl::string_view name() const override { return "libtorch"; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    absl::StatusOr<NetworkInfo> info = Analyze(network);
    if (!info.ok()) return info.status();
    return std::make_shared<Store>(network, optimizer);
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    // Each thread has an OpenMP setting of its own.
    at::init_num_threads();
    return TorchExecutor::Make(network, options, std::static_pointer_cast<Store>(std::move(store)));
  }
};

}  // namespace

const Backend& GetBackend() {
  static const TorchBackend backend;
  return backend;
}

}  // namespace tenfold::libtorch

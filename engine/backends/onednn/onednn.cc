#include "engine/backends/onednn/onednn.h"

#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "engine/backends/onednn/executor.h"

namespace tenfold::onednn {
namespace {

class OneDnnBackend final : public Backend {
 public:
  absl::string_view name() const override { return "onednn"; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
    return std::make_shared<blockwise::CanonicalStore<float>>(info, optimizer);
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return OneDnnExecutor::Make(
        network, options,
        std::static_pointer_cast<blockwise::CanonicalStore<float>>(std::move(store)));
  }
};

}  // namespace

const Backend& GetBackend() {
  static const OneDnnBackend backend;
  return backend;
}

}  // namespace tenfold::onednn

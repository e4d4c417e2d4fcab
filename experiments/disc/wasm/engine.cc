#include "experiments/disc/wasm/engine.h"

#include "base/status_macros.h"
#include "engine/backends/blockwise/executor.h"
#include "engine/backends/simd/batch_lanes_block.h"
#include "engine/backends/simd/units/store.h"

namespace tenfold::simd {
namespace {

// As SimdBackend, whose blocks of other layers would fill the module. Every block of linear layers
// can be a BatchLanesBlock; where another kind would be faster, the results are the same.
class LinearChainBackend final : public Backend {
 public:
  absl::string_view name() const override { return "simd"; }
  absl::string_view isa() const override { return scalar::kKernels.isa; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(network));
    return std::make_shared<SimdStore>(network, info, optimizer, scalar::kKernels);
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    auto parameters = std::static_pointer_cast<SimdStore>(std::move(store));
    SimdStore& of_block = *parameters;
    return blockwise::BlockwiseExecutor<float>::Make(
        network, options, std::move(parameters),
        [&](const blockwise::BlockContext& context)
            -> absl::StatusOr<std::unique_ptr<blockwise::BlockKernel<float>>> {
          return std::make_unique<BatchLanesBlock>(context, of_block, scalar::kKernels);
        });
  }
};

}  // namespace

const Backend& LinearBackend() {
  static const LinearChainBackend& backend = *new LinearChainBackend;
  return backend;
}

}  // namespace tenfold::simd

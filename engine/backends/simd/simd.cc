#include "engine/backends/simd/simd.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/backends/blockwise/executor.h"
#include "engine/backends/simd/all_pairs_loss.h"
#include "engine/backends/simd/batch_lanes_block.h"
#include "engine/backends/simd/block.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/backends/simd/lanes_cohort.h"
#include "engine/backends/simd/lanes_plan.h"
#include "engine/backends/simd/units/store.h"

namespace tenfold::simd {
namespace {

class SimdBackend final : public Backend {
 public:
  explicit SimdBackend(const Kernels& kernels) : kernels_(kernels) {}

  absl::string_view name() const override { return "simd"; }
  absl::string_view isa() const override { return kernels_.isa; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
    return std::make_shared<SimdStore>(network, info, optimizer, kernels_);
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    auto simd_store = std::static_pointer_cast<SimdStore>(std::move(store));
    SimdStore& parameters = *simd_store;
    return blockwise::BlockwiseExecutor<float>::Make(
        network, options, std::move(simd_store),
        [&](const blockwise::BlockContext& context)
            -> absl::StatusOr<std::unique_ptr<blockwise::BlockKernel<float>>> {
          if (BatchLanesBlock::Suits(context)) {
            return std::make_unique<BatchLanesBlock>(context, parameters, kernels_);
          }
          return std::make_unique<SimdBlock>(context, parameters, kernels_);
        },
        [this, all_pairs = std::make_shared<AllPairsLoss>(kernels_)](
            const LossTerm& term, int rows, int features, const float* output,
            const Targets& targets, float* grad) {
          if (term.kind == LossKind::kAllPairs) {
            return all_pairs->LossAndGradient(rows, features, output, targets.classes, term.weight,
                                              term.least_probability, grad);
          }
          if (term.kind != LossKind::kCrossEntropy || features > kMaxClasses) {
            return LossAndGradient(term, rows, features, output, targets, grad);
          }
          const std::vector<double>& weights = term.class_weights;
          float class_weights[kMaxClasses];
          std::transform(weights.begin(), weights.end(), class_weights,
                         [](double weight) { return static_cast<float>(weight); });
          const double n = CountOfRows<float>(rows, targets.classes, weights);
          const SmoothedTargets<float> target(term.label_smoothing, features);
          return kernels_.cross_entropy(rows, features, output, targets.classes,
                                        static_cast<float>(term.weight / n),
                                        term.label_smoothing != 0.0, target.of_class, target.others,
                                        weights.empty() ? nullptr : class_weights, grad) /
                 n;
        });
  }

  CohortSizes SizesOfCohort(const Network& network, const PlanOptions& options) const override {
    return SizesInLanes(network, options, kernels_);
  }

  absl::StatusOr<std::unique_ptr<CohortExecutor>> PlanCohort(
      const Network& network, const PlanOptions& options,
      absl::Span<const CohortRun> runs) const override {
    // Clipping wants the gradients of a whole run before an update.
    const auto is_clipped = [](const CohortRun& run) {
      return MaxGradNorm(std::static_pointer_cast<SimdStore>(run.store)->optimizer()) != 0.0;
    };
    if (runs.size() < 2 || runs.size() > static_cast<size_t>(kernels_.lanes.width) ||
        !FitLanes(network, options) || is_clipped(runs.front())) {
      return Backend::PlanCohort(network, options, runs);
    }
    TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(network));
    TENFOLD_RETURN_IF_ERROR(CheckPlanOptions(info, options).status());
    std::vector<std::shared_ptr<SimdStore>> stores;
    for (const CohortRun& run : runs) {
      stores.push_back(std::static_pointer_cast<SimdStore>(run.store));
    }
    return std::make_unique<LanesCohort>(network, info, options, std::move(stores), kernels_);
  }

 private:
  const Kernels& kernels_;
};

}  // namespace

const Backend& GetBackend() {
  static const SimdBackend backend(*AvailableKernels().front());
  return backend;
}

std::unique_ptr<Backend> MakeBackend(const Kernels& kernels) {
  return std::make_unique<SimdBackend>(kernels);
}

absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(absl::string_view isa) {
  TENFOLD_ASSIGN_OR_RETURN(const Kernels* kernels, FindKernels(isa));
  return MakeBackend(*kernels);
}

absl::StatusOr<std::vector<std::string>> LayersByReference(const Network& network) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
  const Kernels& kernels = *AvailableKernels().front();
  SimdStore store(network, info, SgdOptions(), kernels);
  std::vector<std::string> layers;
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    const Block& block = network.blocks[b];
    const blockwise::BlockContext context = {block,
                                             info.blocks[b],
                                             /*max_rows=*/1,
                                             /*needs_grad_input=*/true,
                                             /*evaluation=*/false,
                                             /*seed=*/0,
                                             store.forward_pass()};
    // A BatchLanesBlock has none.
    for (const int i : SimdBlock(context, store, kernels).LayersByReference()) {
      layers.push_back(
          absl::StrCat(block.name, ".", block.first_number + i, ": ", ToString(block.layers[i])));
    }
  }
  return layers;
}

}  // namespace tenfold::simd

// An executor whose passes are sequences of oneDNN primitives.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/backends/blockwise/store.h"
#include "engine/backends/onednn/planned_network.h"
#include "engine/network/backend.h"

namespace tenfold::onednn {

// It plans for max_rows when it is made, and for a smaller batch when the first of that size comes,
// and keeps every plan. A step of a known size creates no primitive and allocates nothing (oneDNN
// itself may).
class OneDnnExecutor final : public Executor {
 public:
  static absl::StatusOr<std::unique_ptr<OneDnnExecutor>> Make(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<blockwise::CanonicalStore<float>> store);

  double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                   double learning_rate) override;
  void Forward(const float* input, int rows) override;
  double ComputeLoss(absl::Span<const Targets> targets) override;
  void SetGradient(int tensor, const float* gradient) override;
  void Backward() override;
  void Step(double learning_rate) override;
  void CopyTensor(int tensor, float* values) const override;
  void CopyActivation(int block, int layer, float* values) const override;
  void CopyInputGradient(float* values) const override;

 private:
  OneDnnExecutor() : stream_(CpuEngine()) {}

  absl::Status PlanFor(int rows);
  void ClearGradients();
  int TensorRows(int tensor) const { return plan_->rows() / info_.tensors[tensor].row_divisor; }

  Network network_;
  NetworkInfo info_;
  PlanOptions options_;
  std::vector<int> loss_tensors_;
  std::shared_ptr<blockwise::CanonicalStore<float>> store_;
  std::vector<AlignedVector<float>> earlier_gradients_;  // what Backward adds to
  dnnl::stream stream_;
  std::map<int, std::unique_ptr<PlannedNetwork>> plans_;  // by rows
  PlannedNetwork* plan_ = nullptr;                        // of the last Forward
};

}  // namespace tenfold::onednn

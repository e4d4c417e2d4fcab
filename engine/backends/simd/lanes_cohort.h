#pragma once

#include <memory>
#include <vector>

#include "engine/backends/simd/units/store.h"
#include "engine/backends/simd/units/unit.h"
#include "engine/network/backend.h"

namespace tenfold::simd {

// Up to as many runs as a vector has lanes, one in each, through a block of linear layers and
// activations: nothing is transposed or padded, and a sum of one run is the same chain as alone.
// Lanes that are left over train what the first run does.
class LanesCohort final : public CohortExecutor {
 public:
  // Whether a network can be trained so.
  static bool Fits(const Network& network, const PlanOptions& options);

  // How many runs gain by it, on these kernels.
  static CohortSizes Sizes(const Network& network, const PlanOptions& options,
                           const Kernels& kernels);

  // For a network that fits. `loss_tensors` have been checked; all stores have one optimizer.
  LanesCohort(const Network& network, const NetworkInfo& info, const PlanOptions& options,
              std::vector<std::shared_ptr<SimdStore>> stores, const Kernels& kernels);

  void TrainStep(int rows, absl::Span<const RunBatch> batches, absl::Span<double> losses) override;
  void UpdateStore(int run) override;

 private:
  // Elements are of kernels_.width floats.
  struct LaneParameter {
    int index;  // in canonical order
    int in, out;
    AlignedVector<float> value, grad;  // [in][out]
    std::vector<AlignedVector<float>> states;
  };

  // Linear with the activation behind it.
  struct PlannedLayer {
    int in, out;
    PlannedActivation activation;
    std::vector<LaneParameter> parameters;  // weight, and bias if it has one
    AlignedVector<float> output;            // [chunk_rows_][out]
    ActivationPass pass;                    // over `output`
  };

  // Rows of the batch that go forward and backward before the next ones do, so that activations
  // stay in the cache.
  struct Chunk {
    int first, rows;
    bool is_first, is_last;
  };

  int64_t Floats(int64_t elements) const { return elements * kernels_.width; }
  void PrepareUpdate(absl::Span<const RunBatch> batches);
  void Update(LaneParameter& parameter);
  // to[j]: element j of from(batch of each lane).
  template <class From>
  void Interleave(absl::Span<const RunBatch> batches, int64_t n, From from, float* to);
  void Forward(const Chunk& chunk, absl::Span<const RunBatch> batches);
  void AddLosses(const Chunk& chunk, int rows, absl::Span<const RunBatch> batches);
  void Backward(const Chunk& chunk);
  void AddGradients(const Chunk& chunk, PlannedLayer& layer, const float* input);

  const PlanOptions options_;
  const OptimizerOptions optimizer_;
  const std::vector<std::shared_ptr<SimdStore>> stores_;
  const LaneKernels& kernels_;
  const int chunk_rows_;
  std::vector<PlannedLayer> layers_;
  AlignedVector<float> input_;    // [chunk_rows_][in]
  AlignedVector<float> targets_;  // of one loss, [chunk_rows_][features]
  AlignedVector<float> grad_,
      grad_input_;  // of a layer's output and input, [chunk_rows_][features]
  std::vector<AlignedVector<double>> sums_;  // of each loss
  std::vector<const float*> pointers_;       // of each lane
  OptimizerClock clock_;
  AdamConstants<float> adam_ = {};
  AlignedVector<float> rate_, kept_;  // of each lane: SGD's rate or Adam's step size; what it keeps
};

}  // namespace tenfold::simd

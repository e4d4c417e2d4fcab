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
  // For a network that fits (lanes_plan.h). `loss_tensors` have been checked; all stores have one
  // optimizer.
  LanesCohort(const Network& network, const NetworkInfo& info, const PlanOptions& options,
              std::vector<std::shared_ptr<SimdStore>> stores, const Kernels& kernels);

  void TrainStep(int rows, absl::Span<const RunBatch> batches, absl::Span<double> losses) override;
  void UpdateStore(int run) override;

 private:
  // Elements are of kernels_.width floats.
  struct LaneParameter {
    int index;  // in canonical order
    int in, out;
    int64_t row;                       // elements from one row to the next
    AlignedVector<float> value, grad;  // [in][row]
    std::vector<AlignedVector<float>> states;
  };

  // Linear with the activation behind it.
  struct PlannedLayer {
    int in, out;
    int64_t row;  // as the parameters'
    PlannedActivation activation;
    std::vector<LaneParameter> parameters;  // weight, and bias if it has one
    AlignedVector<float> output;            // [chunk_rows_][row]
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
  // to[i * to_row + j]: element i * n + j of from(batch of each lane), for j < n.
  template <class From>
  void Interleave(absl::Span<const RunBatch> batches, int rows, int64_t n, From from, float* to,
                  int64_t to_row);
  void Forward(const Chunk& chunk, absl::Span<const RunBatch> batches);
  void AddLosses(const Chunk& chunk, int rows, absl::Span<const RunBatch> batches);
  void Backward(const Chunk& chunk);
  void AddGradients(const Chunk& chunk, PlannedLayer& layer, const float* input, int64_t input_row);

  const PlanOptions options_;
  const OptimizerOptions optimizer_;
  const std::vector<std::shared_ptr<SimdStore>> stores_;
  const LaneKernels& kernels_;
  const int chunk_rows_;
  std::vector<PlannedLayer> layers_;
  int64_t input_row_ = 0;
  AlignedVector<float> input_;               // [chunk_rows_][input_row_]
  AlignedVector<float> targets_;             // of one loss, [chunk_rows_][features]
  AlignedVector<float> grad_, grad_input_;   // of a layer's output and input, in rows like theirs
  std::vector<AlignedVector<double>> sums_;  // of each loss
  std::vector<const float*> pointers_;       // of each lane
  OptimizerClock clock_;
  AdamConstants<float> adam_ = {};
  AlignedVector<float> rate_, kept_;  // of each lane: SGD's rate or Adam's step size; what it keeps
};

}  // namespace tenfold::simd

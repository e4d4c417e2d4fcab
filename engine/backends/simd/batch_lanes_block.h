#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/store.h"
#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

// A block of narrow linear layers and activations on large batches: activations are kept as
// [features][rows], so that lanes lie over the rows of the batch and narrow layers leave none idle.
class BatchLanesBlock final : public blockwise::BlockKernel<float> {
 public:
  // So few that the activations of a few narrow layers stay in the first-level cache.
  static constexpr int kMostChunkRows = 128;

  // Whether all layers are linear or activations, and this takes fewer multiplications than
  // SimdBlock.
  static bool Suits(const blockwise::BlockContext& context);

  BatchLanesBlock(const blockwise::BlockContext& context, SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const float* input, float* output) override;
  void Backward(int rows, const float* grad_output, float* grad_input) override;
  void CopyActivation(int layer, int rows, float* values) const override;

 private:
  // Linear with the activation behind it.
  struct PlannedLayer {
    int in, out;
    PlannedActivation activation;
    int first_layer;
    LaidOutParameter* weight;
    LaidOutParameter* bias;       // may be null
    AlignedVector<float> output;  // [chunks][out][chunk_rows_]
    ActivationPass pass;          // over `output`
  };

  // Rows of the batch that go through all layers before the next ones do, so that the activations
  // stay in the cache.
  struct Chunk {
    int first, rows;
    BatchPart part;
  };
  template <class Visit>
  void ForEachChunk(int rows, Visit visit) const;

  // The parts of a layer's output without gaps between them: visit(first place, floats).
  template <class Visit>
  void ForEachRun(const PlannedLayer& layer, const Chunk& chunk, Visit visit) const;

  const float* InputOf(size_t layer, const Chunk& chunk) const;
  static const float* OutputOf(const PlannedLayer& layer, const Chunk& chunk);
  // With `activation` if it is an epilogue.
  void Multiply(const PlannedLayer& layer, const float* input, int rows,
                const PlannedActivation& activation, float* output) const;
  // From the gradient of the activation's output to that of its input, in grad_.
  void BackwardActivation(const PlannedLayer& layer, const Chunk& chunk);
  // From grad_ to grad_input_.
  void BackwardLayer(size_t i, const Chunk& chunk, bool needs_grad_input);

  const int input_size_;
  const int chunk_rows_;  // also the floats from one feature to the next
  SimdStore& store_;
  const Kernels& kernels_;
  std::vector<PlannedLayer> layers_;
  AlignedVector<float> input_;       // [chunks][features][chunk_rows_]
  AlignedVector<float> grad_;        // of a layer's output, [features][chunk_rows_]
  AlignedVector<float> grad_input_;  // of its input, likewise
  AlignedVector<float> by_rows_;     // gradient or input of a layer, [chunk_rows_][padded features]
};

}  // namespace tenfold::simd

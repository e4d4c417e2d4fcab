// One block of a network as oneDNN operations.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "engine/backends/blockwise/store.h"
#include "engine/backends/onednn/layers.h"
#include "engine/network/network.h"

namespace tenfold::onednn {

class PlannedBlock {
 public:
  // `rows`: that the block computes.
  PlannedBlock(const Block& block, const BlockInfo& info, int rows, const PlanOptions& options)
      : block_(block), info_(info), rows_(rows), options_(options) {}

  // Adds the forward pass from `input` to `output`, both plain, possibly with gaps between their
  // rows. Unimplemented names the layer that oneDNN cannot do; so with PlanBackward.
  absl::Status PlanForward(const dnnl::memory& input, const dnnl::memory& output,
                           blockwise::CanonicalStore<float>& store, Operations& forward);

  // Adds the backward pass, which adds to `grad_input` (empty: not needed) and may write over
  // `grad_output`.
  absl::Status PlanBackward(const dnnl::memory& grad_output, const dnnl::memory& grad_input,
                            Operations& backward) const;

  // The output of a layer in the last forward pass, in canonical layout: [rows, features].
  void CopyActivation(int layer, const dnnl::stream& stream, float* values) const;

 private:
  absl::Status LayerError(size_t layer, absl::string_view message) const;
  dnnl::memory::desc PlainDescOf(size_t shape) const {
    return PlainDesc(rows_, info_.shapes[shape]);
  }
  std::vector<PlannedLayer> PlanLayer(size_t i, const dnnl::memory& input,
                                      blockwise::CanonicalStore<float>& store,
                                      Operations& forward) const;

  Block block_;
  BlockInfo info_;
  int rows_;
  PlanOptions options_;
  std::vector<PlannedLayer> layers_;
};

}  // namespace tenfold::onednn

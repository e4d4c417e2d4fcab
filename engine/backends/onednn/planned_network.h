// A network planned for one number of rows: its memory, its forward and its backward pass.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/backends/onednn/block.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::onednn {

class PlannedNetwork {
 public:
  // A tensor between blocks: plain, [rows of the tensor, features].
  struct TensorMemory {
    AlignedVector<float> value;
    AlignedVector<float> grad;  // empty where no gradient is needed
  };

  // `info` is that of `network`, `rows` a multiple of its row_multiple; options.max_rows is
  // ignored. Unimplemented names what oneDNN cannot do.
  static absl::StatusOr<std::unique_ptr<PlannedNetwork>> Make(
      const Network& network, const NetworkInfo& info, int rows, const PlanOptions& options,
      blockwise::CanonicalStore<float>& store);

  int rows() const { return rows_; }
  std::vector<TensorMemory>& tensors() { return tensors_; }
  const std::vector<TensorMemory>& tensors() const { return tensors_; }
  const std::vector<PlannedBlock>& blocks() const { return blocks_; }

  // From the value of the input to those of the other tensors.
  void Forward(const dnnl::stream& stream) const { forward_.Run(stream); }

  // From the gradients of the tensors, to which blocks add, to Parameter::grad, which is
  // overwritten.
  void Backward(const dnnl::stream& stream) const { backward_.Run(stream); }

 private:
  explicit PlannedNetwork(int rows);

  int rows_;
  std::vector<TensorMemory> tensors_;
  std::vector<PlannedBlock> blocks_;
  Operations forward_, backward_;
};

}  // namespace tenfold::onednn

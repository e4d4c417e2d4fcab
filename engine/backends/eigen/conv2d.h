#pragma once

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/eigen/eigen_matrix.h"

namespace tenfold::eigen {

// One matrix product an image: each image is unfolded ("im2col") to columns [C * K * K, OH * OW],
// so that Y = W columns + b, dW += dY columns^T and dcolumns = W^T dY, folded back by adding.
class Conv2dKernel final : public blockwise::LayerKernel<float> {
 public:
  Conv2dKernel(const Conv2d& layer, const blockwise::KernelContext<float>& context);

  void Forward(int rows, const float* input, float* output) override;
  void Backward(int rows, const float* input, const float* output, const float* grad_output,
                float* grad_input) override;

 private:
  // Calls visit(place in the columns, place in the image, n) for each run of n neighbours that are
  // not in the padding.
  template <typename Visit>
  void ForEachRow(Visit visit) const;
  void Unfold(const float* image, float* columns) const;
  void Fold(const float* columns, float* image) const;

  const int channels_, out_, k_, padding_, height_, width_, out_height_, out_width_;
  const int unfolded_;   // C * K * K
  const int positions_;  // OH * OW
  blockwise::Parameter<float>& weight_;
  blockwise::Parameter<float>* bias_;
  AlignedVector<float> columns_;  // of all rows: the backward pass uses those of the forward pass
  AlignedVector<float> grad_columns_;
};

}  // namespace tenfold::eigen

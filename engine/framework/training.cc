#include "engine/framework/training.h"

#include "base/check.h"

namespace tenfold {

double MseLoss::Forward(const Tensor& output, const Tensor& target) {
  TENFOLD_CHECK(output.shape() == target.shape() && output.size() > 0, "output ",
                ShapeToString(output.shape()), ", target ", ShapeToString(target.shape()));
  grad_ = Tensor(output.shape());
  const int rows = output.shape()[0];
  return MseLossAndGradient(rows, static_cast<int>(output.size() / rows), output.data(),
                            target.data(), 1.0, grad_.data());
}

double CrossEntropyLoss::Forward(const Tensor& output, const std::vector<int32_t>& classes) {
  TENFOLD_CHECK(output.shape().size() == 2 && output.size() > 0 &&
                    output.shape()[0] == static_cast<int>(classes.size()),
                "output ", ShapeToString(output.shape()), " with ", classes.size(), " classes");
  for (int32_t c : classes) {
    TENFOLD_CHECK(c >= 0 && c < output.shape()[1], "class ", c, " of ", output.shape()[1]);
  }
  TENFOLD_CHECK(
      class_weights_.empty() || static_cast<int>(class_weights_.size()) == output.shape()[1],
      class_weights_.size(), " class weights for ", output.shape()[1], " classes");
  grad_ = Tensor(output.shape());
  return CrossEntropyLossAndGradient(output.shape()[0], output.shape()[1], output.data(),
                                     classes.data(), 1.0, grad_.data(), /*label_smoothing=*/0.0,
                                     class_weights_);
}

}  // namespace tenfold

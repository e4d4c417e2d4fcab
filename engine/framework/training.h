// Losses and optimizers to use with Sequential.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/framework/sequential.h"
#include "engine/framework/tensor.h"
#include "engine/losses/loss.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold {

// mean (output - target)^2 over all elements.
class MseLoss {
 public:
  // output and target have one shape.
  double Forward(const Tensor& output, const Tensor& target);

  // The gradient with respect to the last Forward's output.
  const Tensor& Backward() const { return grad_; }

 private:
  Tensor grad_;
};

// The mean over rows of -log softmax(output)[class]; output: [N, classes]. With weights for the
// classes, each above 0, it is the mean by the weights of the rows' classes.
class CrossEntropyLoss {
 public:
  explicit CrossEntropyLoss(std::vector<double> class_weights = {})
      : class_weights_(std::move(class_weights)) {}

  double Forward(const Tensor& output, const std::vector<int32_t>& classes);
  const Tensor& Backward() const { return grad_; }

 private:
  const std::vector<double> class_weights_;
  Tensor grad_;
};

// Updates the parameters of one network, which must outlive it.
class Optimizer {
 public:
  Optimizer(Sequential& net, double learning_rate, const OptimizerOptions& options)
      : net_(net), learning_rate_(learning_rate) {
    net.SetOptimizer(options);
  }
  void Step() { net_.Step(learning_rate_); }
  void set_learning_rate(double learning_rate) { learning_rate_ = learning_rate; }

 private:
  Sequential& net_;
  double learning_rate_;
};

class Sgd : public Optimizer {
 public:
  Sgd(Sequential& net, double learning_rate, const SgdOptions& options = {})
      : Optimizer(net, learning_rate, options) {}
};

class Adam : public Optimizer {
 public:
  Adam(Sequential& net, double learning_rate, const AdamOptions& options = {})
      : Optimizer(net, learning_rate, options) {}
};

}  // namespace tenfold

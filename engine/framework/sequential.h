// The from-scratch framework: a chain of layers whose forward and backward passes the caller runs.
//
//   Sequential net({Linear(2, 25), ReLU(), Linear(25, 1), Tanh()});
//   MseLoss loss;
//   Sgd sgd(net, 0.1);
//   for (...) {
//     net.ZeroGrad();
//     loss.Forward(net.Forward(x), y);
//     net.Backward(loss.Backward());
//     sgd.Step();
//   }
//
// It is a thin layer over an executor, with the kernels that trainings use. Shapes or layers that
// do not fit together are a programmer's error: the program aborts and prints both shapes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "engine/framework/tensor.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"

namespace tenfold {

// A parameter of a network, in canonical layout. It stays valid, also while optimizers come and go,
// and keeps the parameters alive when the Sequential it came from is gone.
class ParameterView {
 public:
  const std::string& name() const;  // "0.weight"
  Tensor value() const;
  Tensor grad() const;
  void set_value(const Tensor& value);

 private:
  friend class Sequential;
  struct Parameters {
    NetworkInfo info;
    std::shared_ptr<ParameterStore> store;  // another one with each optimizer
  };

  ParameterView(std::shared_ptr<const Parameters> parameters, int index)
      : parameters_(std::move(parameters)), index_(index) {}
  const ParameterInfo& info() const { return parameters_->info.parameters[index_]; }

  std::shared_ptr<const Parameters> parameters_;
  int index_;
};

// simd.
const Backend& DefaultEngine();

class Sequential {
 public:
  // The first layer must be Linear: it gives the shape of the input's rows. `engine` outlives it.
  explicit Sequential(std::vector<Layer> layers, uint64_t seed = 0,
                      const Backend& engine = DefaultEngine());

  // Rows of any shape, for instance [channels, height, width]. `seed` draws the initial weights
  // and dropout's masks.
  Sequential(Shape input_shape, std::vector<Layer> layers, uint64_t seed = 0,
             const Backend& engine = DefaultEngine());

  // A network of ParseNetwork (engine/network/network_text.h).
  explicit Sequential(Network network, uint64_t seed = 0, const Backend& engine = DefaultEngine());

  // input: [N, ...shape of a row], output: [N, ...]. Any N.
  Tensor Forward(const Tensor& input);

  // The same with running statistics (batch norm) and without dropout; Backward cannot follow.
  Tensor Evaluate(const Tensor& input) const;

  // The gradient of the loss with respect to the last Forward's output, to that with respect to its
  // input. Adds to the parameters' gradients.
  Tensor Backward(const Tensor& grad_output);

  // The output of one layer, or of one residual, in the last Forward; there are size() of them.
  Tensor Activation(int layer) const;
  int size() const;

  std::vector<ParameterView> Parameters();
  void ZeroGrad();

  // Called by the optimizers: how Step updates the parameters. Their values stay; gradients become
  // zero.
  void SetOptimizer(const OptimizerOptions& optimizer);
  void Step(double learning_rate);

  // Writes a safetensors file with all that a training needs to go on: the parameters, and what the
  // optimizer and dropout remember. Every engine reads it.
  absl::Status Save(const std::string& path) const;

  // Goes on from what Save has written, as if there had been no break, if the optimizer is of the
  // same kind and was made before. InvalidArgument, and nothing changes, if the file is not of such
  // layers and such an optimizer.
  absl::Status Load(const std::string& path);

  // The parameters alone, by PyTorch's names: an nn.Sequential takes them with load_state_dict.
  absl::Status SaveWeights(const std::string& path) const;

  // The parameters out of what Save, SaveWeights or PyTorch has written; an optimizer goes on with
  // what it remembers.
  absl::Status LoadWeights(const std::string& path);

 private:
  std::unique_ptr<Executor> Plan(int max_rows, bool evaluation) const;
  int RowsOf(const Tensor& input) const;
  Tensor Run(Executor& executor, const Tensor& input) const;

  const TensorInfo& OutputTensor() const;

  const Backend* engine_;
  Network network_;
  OptimizerOptions optimizer_ = SgdOptions{};
  std::shared_ptr<ParameterView::Parameters> parameters_;
  uint64_t seed_;
  std::unique_ptr<Executor> executor_;  // planned at the first Forward
  int max_rows_ = 0;
  int rows_ = 0;
};

}  // namespace tenfold

// The engine's one wall: a network is data, and a backend plans it into an executor.
//
// Outside of a backend everything is canonical: parameters in the order and layout of NetworkInfo,
// tensors row-major [rows, features], images NCHW, float32. Inside, a backend lays out its memory,
// fuses and pads as it likes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/losses/loss.h"
#include "engine/network/cohort.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold {

// How far a training has come.
struct TrainingClock {
  int64_t steps = 0;           // updates of the parameters
  int64_t forward_passes = 0;  // in training mode; they number dropout's masks
};

// A network's parameters and statistics, their gradients and the optimizer's state, which all
// executors of one network share. Indices are those of NetworkInfo::parameters; arrays hold
// NumElements(shape) values. New parameters are zero.
class ParameterStore {
 public:
  virtual ~ParameterStore() = default;

  virtual void SetValue(int parameter, const float* values) = 0;
  virtual void CopyValue(int parameter, float* values) const = 0;
  virtual void CopyGradient(int parameter, float* values) const = 0;
  virtual void ZeroGrad() = 0;

  // What the optimizer and dropout remember; training_state.h has all of it as data. Of a parameter
  // that is trained, `state` is one of the optimizer's StatesPerParameter running values: SGD's
  // velocity; Adam's m and v. They are zero at first.
  virtual void SetState(int parameter, int state, const float* values) = 0;
  virtual void CopyState(int parameter, int state, float* values) const = 0;
  virtual void SetClock(const TrainingClock& clock) = 0;
  virtual TrainingClock clock() const = 0;
};

struct PlanOptions {
  int max_rows = 0;              // of the network's input
  std::vector<LossTerm> losses;  // empty for an executor that only evaluates
  bool needs_input_gradient = false;
  // Use running statistics instead of the batch's own (BatchNorm), which every Forward of a
  // training updates, and no Dropout. There is no Backward.
  bool evaluation = false;
  uint64_t seed = 0;  // of Dropout
};

// For backends: the tensor of each loss. InvalidArgument for a max_rows that is not a positive
// multiple of the network's row_multiple, a loss on the network's input, a Huber loss whose delta
// is not above 0, or class weights that are not one for each class, above 0 and of a cross-entropy;
// NotFound for a loss on an unknown tensor.
absl::StatusOr<std::vector<int>> CheckPlanOptions(const NetworkInfo& info,
                                                  const PlanOptions& options);

// Executes one network on up to max_rows input rows, a multiple of NetworkInfo::row_multiple. Only
// one thread at a time may use it, or any of the executors that share a store.
class Executor {
 public:
  virtual ~Executor() = default;

  // One training step: forward, losses, backward, update, with the gradients of this batch alone.
  // Returns the loss before the update. `targets` has one element per loss term. May fuse what the
  // calls below do one by one, and gives the same parameters: ZeroGrad of the store, Forward,
  // ComputeLoss, Backward, Step. It need not keep gradients or activations, nor copy `input`, which
  // must not change while tensors of this step are read.
  virtual double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                           double learning_rate) = 0;

  // In training mode each pass draws dropout masks of its own, by its number in the store's life.
  virtual void Forward(const float* input, int rows) = 0;

  // The weighted sum of the losses of the last Forward; sets the gradients that Backward starts
  // from.
  virtual double ComputeLoss(absl::Span<const Targets> targets) = 0;

  // In place of ComputeLoss: Backward starts from this gradient of one tensor and from zero
  // elsewhere.
  virtual void SetGradient(int tensor, const float* gradient) = 0;

  // Adds this batch's gradients to those in the store. Once after each ComputeLoss or SetGradient,
  // whose gradients it uses up.
  virtual void Backward() = 0;

  // Updates the parameters from the gradients in the store.
  virtual void Step(double learning_rate) = 0;

  // What the last Forward left in a tensor: [rows of the tensor, features].
  virtual void CopyTensor(int tensor, float* values) const = 0;

  // The output of one layer in the last Forward: [rows of the block, features].
  virtual void CopyActivation(int block, int layer, float* values) const = 0;

  // What the last Backward left, [rows, features]; needs PlanOptions::needs_input_gradient.
  virtual void CopyInputGradient(float* values) const = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;

  virtual absl::string_view name() const = 0;

  // The instruction set of the backend's own kernels; empty if it has none or a library chooses it.
  virtual absl::string_view isa() const { return ""; }

  // InvalidArgument if the description is wrong, Unimplemented names what the backend cannot do.
  virtual absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const = 0;

  // `store` is one that this backend made for the same network.
  virtual absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const = 0;

  // How many runs of the network PlanCohort should be given; {1, 1} if none gain by it.
  virtual CohortSizes SizesOfCohort(const Network& /*network*/,
                                    const PlanOptions& /*options*/) const {
    return {};
  }

  // Any number of runs can be planned; where they cannot be trained together, they are trained one
  // after the other. The stores are as Plan's.
  virtual absl::StatusOr<std::unique_ptr<CohortExecutor>> PlanCohort(
      const Network& network, const PlanOptions& options, absl::Span<const CohortRun> runs) const;
};

}  // namespace tenfold

#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "benchmarks/workloads/timed_work.h"
#include "engine/network/initial_weights.h"
#include "engine/numerics/random.h"

namespace tenfold::benchmarks {
namespace {

constexpr uint64_t kSeed = 1;
// Weights stay about what they are over any number of timed steps; the checked step is a large one.
constexpr double kLearningRate = 1e-6, kCheckedLearningRate = 0.1;

const char* PartName(Part part) {
  switch (part) {
    case Part::kForward:
      return "forward";
    case Part::kBackward:
      return "backward";
    case Part::kLoss:
      return "loss";
    case Part::kStep:
      return "step";
  }
  return "";
}

// A network of the one layer.
Network NetworkOf(const OperationShape& shape) {
  return {shape.input, {{"operation", kInputTensor, "output", Rows::kAll, {shape.layer}}}};
}

std::vector<float> Draw(int64_t n, uint32_t substream) {
  PhiloxGenerator generator(kSeed, Stream::kData, substream);
  std::vector<float> values(n);
  for (float& value : values) value = 2.0f * generator.NextUniform() - 1.0f;
  return values;
}

// A sum that no cancellation spoils and that values in other places change.
double WeightedNorm(const std::vector<float>& values) {
  double sum = 0.0;
  for (size_t i = 0; i < values.size(); ++i) {
    sum += std::abs(static_cast<double>(values[i])) * static_cast<double>(1 + i % 7);
  }
  return sum;
}

class Operation final : public TimedWork {
 public:
  Operation(const OperationShape& shape, Part part, NetworkInfo info, const Backend& backend)
      : shape_(shape), part_(part), info_(std::move(info)), backend_(backend) {
    const int64_t outputs = shape.rows * NumElements(info_.tensors[1].shape);
    input_ = Draw(shape.rows * NumElements(shape.input), 0);
    gradient_ = Draw(outputs, 1);
    target_values_ = Draw(outputs, 2);
    for (int i = 0; i < shape.rows; ++i) {
      classes_.push_back(i % static_cast<int>(NumElements(info_.tensors[1].shape)));
    }
    targets_ = {{target_values_.data(), classes_.data()}};
  }

  absl::Status Restart() override {
    executor_.reset();
    const Network network = NetworkOf(shape_);
    TENFOLD_ASSIGN_OR_RETURN(std::shared_ptr<ParameterStore> store,
                             backend_.MakeStore(network, shape_.optimizer));
    store_ = std::move(store);
    SetWeights(InitialWeights(info_, kSeed), *store_);
    PlanOptions options;
    options.max_rows = shape_.rows;
    options.losses = {{"loss", shape_.loss, "output", 1.0}};
    options.needs_input_gradient = true;
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> executor,
                             backend_.Plan(network, options, store_));
    executor_ = std::move(executor);
    // What the timed part continues from.
    executor_->Forward(input_.data(), shape_.rows);
    if (part_ == Part::kStep) {
      executor_->SetGradient(1, gradient_.data());
      executor_->Backward();
    }
    return absl::OkStatus();
  }

  void RunStep() override {
    switch (part_) {
      case Part::kForward:
        return executor_->Forward(input_.data(), shape_.rows);
      case Part::kBackward:
        executor_->SetGradient(1, gradient_.data());
        return executor_->Backward();
      case Part::kLoss:
        loss_ = executor_->ComputeLoss(targets_);
        return;
      case Part::kStep:
        return executor_->Step(learning_rate_);
    }
  }

  // Its numbers stay about what they are, so nothing has to be planned anew.
  int epochs_of_training() const override { return std::numeric_limits<int>::max(); }

  std::vector<double> Check(int) override {
    learning_rate_ = kCheckedLearningRate;
    RunStep();
    learning_rate_ = kLearningRate;
    std::vector<double> numbers = {loss_};
    const std::vector<std::vector<float>> initial = InitialWeights(info_, kSeed);
    std::vector<float> values(gradient_.size());
    executor_->CopyTensor(1, values.data());
    numbers.push_back(WeightedNorm(values));
    if (part_ == Part::kBackward) {
      values.resize(input_.size());
      executor_->CopyInputGradient(values.data());
      numbers.push_back(WeightedNorm(values));
    }
    for (size_t p = 0; p < info_.parameters.size(); ++p) {
      const int parameter = static_cast<int>(p);
      values.resize(NumElements(info_.parameters[p].shape));
      if (part_ == Part::kBackward) store_->CopyGradient(parameter, values.data());
      if (part_ == Part::kStep) {
        store_->CopyValue(parameter, values.data());
        for (size_t i = 0; i < values.size(); ++i) values[i] -= initial[p][i];
      }
      if (part_ == Part::kBackward || part_ == Part::kStep) {
        numbers.push_back(WeightedNorm(values));
      }
    }
    return numbers;
  }

 private:
  const OperationShape shape_;
  const Part part_;
  const NetworkInfo info_;
  const Backend& backend_;
  std::vector<float> input_, gradient_, target_values_;
  std::vector<int32_t> classes_;
  std::vector<Targets> targets_;
  std::shared_ptr<ParameterStore> store_;
  std::unique_ptr<Executor> executor_;
  double learning_rate_ = kLearningRate;
  double loss_ = 0.0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TimedWork>> MakeOperation(const OperationShape& shape, Part part,
                                                         const Backend& backend) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(NetworkOf(shape)));
  auto operation = std::make_unique<Operation>(shape, part, std::move(info), backend);
  TENFOLD_RETURN_IF_ERROR(operation->Restart());
  return operation;
}

std::string OperationName(const OperationShape& shape, Part part) {
  return absl::StrCat("operation/", shape.name, "/", PartName(part));
}

absl::StatusOr<double> OperationFlops(const OperationShape& shape, Part part) {
  TENFOLD_ASSIGN_OR_RETURN(Flops flops,
                           CountFlops(NetworkOf(shape), shape.rows, /*needs_input_gradient=*/true));
  if (part == Part::kForward) return flops.forward;
  return part == Part::kBackward ? flops.backward : 0.0;
}

}  // namespace tenfold::benchmarks

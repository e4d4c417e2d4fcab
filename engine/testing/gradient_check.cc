#include "engine/testing/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "engine/numerics/random.h"

namespace tenfold {
namespace {

constexpr double kStep = 1e-6;
constexpr int kElementsPerArray = 12;

// One array that the loss depends on, and its gradient by Backward.
struct Variable {
  std::string name;
  AlignedVector<double>* values;
  AlignedVector<double> gradient;
  int64_t size;  // the input of a smaller batch is a part of the array
};

class Checker {
 public:
  Checker(const RandomCase& c, const blockwise::KernelFactory<double>& make_kernel)
      : case_(c),
        targets_(c.targets()),
        store_(std::make_shared<blockwise::CanonicalStore<double>>(c.info, SgdOptions{})) {
    for (size_t i = 0; i < c.weights.size(); ++i)
      store_->SetValue(static_cast<int>(i), c.weights[i].data());
    auto executor = blockwise::BlockwiseExecutor<double>::Make(
        c.network, {c.max_rows, c.losses, /*needs_input_gradient=*/true}, store_, make_kernel);
    TENFOLD_CHECK(executor.ok(), executor.status().ToString());
    executor_ = *std::move(executor);
  }

  GradientCheck Run() {
    // A full batch of other values first: nothing of it may be left in the gradients of the smaller
    // one.
    std::vector<float> other_input = case_.input;
    for (float& value : other_input) value = -value;
    executor_->Forward(other_input.data(), case_.max_rows);
    executor_->ComputeLoss(targets_);
    executor_->Backward();
    store_->ZeroGrad();
    executor_->Forward(case_.input.data(), case_.rows);
    executor_->ComputeLoss(targets_);
    executor_->Backward();
    std::vector<Variable> variables = {{"input", &executor_->mutable_input(),
                                        executor_->input_gradient(),
                                        case_.rows * NumElements(case_.network.input_shape)}};
    for (blockwise::Parameter<double>& parameter : store_->parameters()) {
      variables.push_back({parameter.info.name, &parameter.value, parameter.grad,
                           static_cast<int64_t>(parameter.value.size())});
    }
    for (const Variable& variable : variables) CheckVariable(variable);
    return result_;
  }

 private:
  void CheckVariable(const Variable& variable) {
    if (variable.size <= kElementsPerArray) {
      for (int64_t i = 0; i < variable.size; ++i) CheckElement(variable, i);
      return;
    }
    CheckElement(variable, 0);
    CheckElement(variable, variable.size - 1);
    for (int i = 2; i < kElementsPerArray; ++i) {
      CheckElement(variable, generator_.NextBelow(static_cast<uint32_t>(variable.size)));
    }
  }

  void CheckElement(const Variable& variable, int64_t i) {
    double& x = (*variable.values)[i];
    const double difference = Difference(x, kStep / 2);
    if (Error(Difference(x, kStep), difference) > kGradientTolerance) {
      ++result_.skipped;
      return;
    }
    ++result_.checked;
    const double gradient = variable.gradient[i];
    const double error = Error(gradient, difference);
    // Not larger or equal: NaN counts as an error.
    if (error <= result_.largest_error) return;
    result_.largest_error = std::isnan(error) ? INFINITY : error;
    result_.where = absl::StrCat(variable.name, "[", i, "]: ", gradient, ", by finite differences ",
                                 difference);
  }

  static double Error(double value, double difference) {
    return std::fabs(value - difference) / std::max(1.0, std::fabs(difference));
  }

  double Difference(double& x, double step) {
    const double center = x;
    const double above_x = center + step, below_x = center - step;
    x = above_x;
    const double above = Loss();
    x = below_x;
    const double below = Loss();
    x = center;
    return (above - below) / (above_x - below_x);
  }

  double Loss() {
    executor_->ForwardFromInput(case_.rows);
    return executor_->ComputeLoss(targets_);
  }

  const RandomCase& case_;
  const std::vector<Targets> targets_;
  std::shared_ptr<blockwise::CanonicalStore<double>> store_;
  std::unique_ptr<blockwise::BlockwiseExecutor<double>> executor_;
  PhiloxGenerator generator_{0, Stream::kData};
  GradientCheck result_;
};

}  // namespace

GradientCheck CheckGradients(const RandomCase& c,
                             const blockwise::KernelFactory<double>& make_kernel) {
  return Checker(c, make_kernel).Run();
}

}  // namespace tenfold

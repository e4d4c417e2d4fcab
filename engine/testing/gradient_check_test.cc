#include "engine/testing/gradient_check.h"

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"
#include "engine/testing/random_networks.h"

namespace tenfold {
namespace {

constexpr uint64_t kSeed = 1;
constexpr uint32_t kCasesPerKind = 200;

class GradientCheckTest : public ::testing::TestWithParam<CaseKind> {};

TEST_P(GradientCheckTest, BackwardIsTheDerivativeOfTheLoss) {
  int checked = 0, skipped = 0;
  for (uint32_t number = 0; number < kCasesPerKind; number += CaseStride()) {
    const RandomCase c = DrawCase(GetParam(), kSeed, number);
    const GradientCheck check = CheckGradients(c, reference::MakeKernel<double>);
    EXPECT_LT(check.largest_error, kGradientTolerance) << c.name << "\n" << check.where;
    EXPECT_GT(check.checked, 0) << c.name;
    checked += check.checked;
    skipped += check.skipped;
  }
  EXPECT_LT(skipped, 0.01 * checked);
}

INSTANTIATE_TEST_SUITE_P(Kinds, GradientCheckTest, ::testing::ValuesIn(AllCaseKinds()),
                         [](const auto& info) { return CaseKindName(info.param); });

// The number of cases in which the checker objects to these kernels.
int Objections(CaseKind kind, const blockwise::KernelFactory<double>& make_kernel) {
  int objections = 0;
  for (uint32_t number = 0; number < 20; ++number) {
    const RandomCase c = DrawCase(kind, kSeed, number);
    if (CheckGradients(c, make_kernel).largest_error >= kGradientTolerance) ++objections;
  }
  return objections;
}

TEST(GradientCheck, ObjectsToAWrongParameterGradient) {
  const auto alter = [](const blockwise::KernelContext<double>& context, double*, int64_t) {
    for (blockwise::Parameter<double>* parameter : context.parameters) {
      for (double& grad : parameter->grad) grad *= 1.001;
    }
  };
  for (CaseKind kind : {CaseKind::kLinear, CaseKind::kConv2d, CaseKind::kSharedTrunkAuxiliary,
                        CaseKind::kLayerNorm}) {
    EXPECT_GE(Objections(kind, AlteredKernels<double>(reference::MakeKernel<double>, alter)), 18)
        << CaseKindName(kind);
  }
}

TEST(GradientCheck, ObjectsToAWrongInputGradient) {
  const auto alter = [](const blockwise::KernelContext<double>&, double* grad_input, int64_t size) {
    for (int64_t i = 0; i < size; ++i) grad_input[i] = -grad_input[i];
  };
  std::vector<CaseKind> kinds = {CaseKind::kMaxPool2d, CaseKind::kConv2d, CaseKind::kAvgPool2d,
                                 CaseKind::kLayerNorm};
  Activations::ForEach(
      [&](const auto& a) { kinds.push_back(KindOf<std::decay_t<decltype(a)>>()); });
  // Elements that no maximum comes from have a gradient of zero, whatever its sign.
  for (CaseKind kind : kinds) {
    EXPECT_GE(Objections(kind, AlteredKernels<double>(reference::MakeKernel<double>, alter)), 10)
        << CaseKindName(kind);
  }
}

// tanh whose gradient lacks what a sum with its input adds to it.
class ForgetsTheSum final : public blockwise::LayerKernel<double> {
 public:
  explicit ForgetsTheSum(const blockwise::KernelContext<double>& context)
      : size_(NumElements(context.input_shape)),
        tanh_(reference::MakeKernel<double>(Tanh(), context)) {}

  void Forward(int rows, const double* input, double* output) override {
    tanh_->Forward(rows, input, output);
  }
  void Backward(int rows, const double* input, const double* output, const double* grad_output,
                double* grad_input) override {
    tanh_->Backward(rows, input, output, grad_output, grad_input);
    for (int64_t i = 0; i < rows * size_; ++i) grad_input[i] -= grad_output[i];
  }

 private:
  const int64_t size_;
  const std::unique_ptr<blockwise::LayerKernel<double>> tanh_;
};

TEST(GradientCheck, ObjectsToAForgottenSum) {
  for (uint32_t number = 0; number < 20; ++number) {
    RandomCase c = DrawCase(KindOf<Tanh>(), kSeed, number);
    c.network.blocks[0].skip = kInputTensor;  // tanh(x) + x
    c.info = *Analyze(c.network);
    EXPECT_LT(CheckGradients(c, reference::MakeKernel<double>).largest_error, kGradientTolerance)
        << c.name;
    const GradientCheck forgotten =
        CheckGradients(c, [](const Layer&, const blockwise::KernelContext<double>& context) {
          return std::make_unique<ForgetsTheSum>(context);
        });
    EXPECT_GT(forgotten.largest_error, kGradientTolerance) << c.name;
    EXPECT_EQ(forgotten.where.substr(0, 6), "input[") << forgotten.where;
  }
}

TEST(GradientCheck, DoesNotObjectToUnalteredKernels) {
  const auto alter = [](const blockwise::KernelContext<double>&, double*, int64_t) {};
  EXPECT_EQ(Objections(CaseKind::kSharedTrunkAuxiliary,
                       AlteredKernels<double>(reference::MakeKernel<double>, alter)),
            0);
}

}  // namespace
}  // namespace tenfold

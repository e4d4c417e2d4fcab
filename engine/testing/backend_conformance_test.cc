// The conformance suite has to see what is wrong. (That it accepts the backends there are is tested
// beside them.)
#include "engine/testing/backend_conformance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

blockwise::BlockwiseBackend<float> Altered(const Alteration<float>& alter) {
  return blockwise::BlockwiseBackend<float>(
      "altered", AlteredKernels<float>(reference::MakeKernel<float>, alter));
}

void Nothing(const blockwise::KernelContext<float>&, float*, int64_t) {}

TEST(CompareArrays, TakesBitsOrATolerance) {
  const std::vector<NamedArray> ones = {{"a", {1.0, 100.0}}};
  EXPECT_TRUE(CompareArrays(ones, {{"a", {1.0, 100.0}}}, 0.0).ok());
  EXPECT_FALSE(CompareArrays(ones, {{"a", {std::nextafter(1.0, 2.0), 100.0}}}, 0.0).ok());
  EXPECT_TRUE(CompareArrays(ones, {{"a", {1.09, 100.0}}}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays(ones, {{"a", {1.11, 100.0}}}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays(ones, {{"a", {NAN, 100.0}}}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays(ones, {{"b", {1.0, 100.0}}}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays(ones, {{"a", {1.0}}}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays(ones, {}, 1e-3).ok());
  EXPECT_FALSE(CompareArrays({{"a", {0.0}}}, {{"a", {-0.0}}}, 0.0).ok());
  EXPECT_TRUE(CompareArrays({{"a", {NAN}}}, {{"a", {NAN}}}, 0.0).ok());
}

// A wrong gradient by a thousandth shows in the passes and in a training.
TEST(Conformance, SeesAWrongGradient) {
  const blockwise::BlockwiseBackend<float> altered =
      Altered([](const blockwise::KernelContext<float>& context, float*, int64_t) {
        for (blockwise::Parameter<float>* parameter : context.parameters)
          parameter->grad[0] *= 1.001f;
      });
  const blockwise::BlockwiseBackend<float> unaltered = Altered(Nothing);
  const Backend& reference = reference::GetBackend();
  for (uint32_t number = 0; number < 10; ++number) {
    const RandomCase c = DrawCase(CaseKind::kLinear, 1, number);
    EXPECT_FALSE(ComparePasses(reference, altered, c, 1e-5).ok()) << c.name;
    EXPECT_FALSE(ComparePasses(reference, altered, c, 0.0).ok()) << c.name;
    EXPECT_FALSE(CompareTraining(reference, altered, c, TrainingSettings()[0], 0.0).ok()) << c.name;
    EXPECT_TRUE(ComparePasses(reference, unaltered, c, 0.0).ok()) << c.name;
    EXPECT_TRUE(CompareTraining(reference, unaltered, c, TrainingSettings()[0], 0.0).ok())
        << c.name;
  }
}

TEST(Conformance, SeesAWrongInputGradient) {
  const blockwise::BlockwiseBackend<float> altered =
      Altered([](const blockwise::KernelContext<float>&, float* grad_input, int64_t size) {
        if (size > 0) grad_input[size - 1] += 0.01f;
      });
  for (uint32_t number = 0; number < 10; ++number) {
    const RandomCase c = DrawCase(CaseKind::kMaxPool2d, 1, number);
    EXPECT_FALSE(ComparePasses(reference::GetBackend(), altered, c, 1e-5).ok()) << c.name;
  }
}

// Bits that depend on what was computed before, as with memory that nobody initialises.
TEST(Conformance, SeesThatTheSameCallsGiveOtherBits) {
  float calls = 0.0f;
  const blockwise::BlockwiseBackend<float> altered =
      Altered([&](const blockwise::KernelContext<float>& context, float*, int64_t) {
        calls += 1.0f;
        for (blockwise::Parameter<float>* parameter : context.parameters)
          parameter->grad[0] += 1e-4f * calls;
      });
  const RandomCase c = DrawCase(CaseKind::kLinear, 1, 0);
  EXPECT_FALSE(CheckConsistency(altered, c, TrainingSettings()[0], 1e-5).ok());
  EXPECT_TRUE(CheckConsistency(Altered(Nothing), c, TrainingSettings()[0], 0.0).ok());
}

// Backward that overwrites the gradients instead of adding to them.
TEST(Conformance, SeesThatGradientsDoNotAddUp) {
  KernelHooks<float> hooks;
  hooks.before_backward = [](const blockwise::KernelContext<float>& context) {
    for (blockwise::Parameter<float>* p : context.parameters) {
      std::fill(p->grad.begin(), p->grad.end(), 0.0f);
    }
  };
  const blockwise::BlockwiseBackend<float> altered(
      "overwrites", HookedKernels<float>(reference::MakeKernel<float>, hooks));
  const RandomCase c = DrawCase(CaseKind::kLinear, 1, 0);
  const absl::Status status = CheckConsistency(altered, c, TrainingSettings()[0], 1e-5);
  EXPECT_NE(status.message().find("gradients of two batches"), std::string::npos)
      << status.ToString();
}

TEST(Conformance, SeesOtherTies) {
  const blockwise::BlockwiseBackend<float> altered =
      Altered([](const blockwise::KernelContext<float>&, float* grad_input, int64_t size) {
        std::reverse(grad_input, grad_input + size);
      });
  EXPECT_FALSE(CompareSpecialValues(reference::GetBackend(), altered, false).ok());
}

}  // namespace
}  // namespace tenfold

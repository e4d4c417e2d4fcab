// Every instruction set of this processor against `reference`, bit for bit: the conformance suite
// runs the fastest alone.
#include "engine/backends/simd/kernels/isa.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/random.h"
#include "engine/testing/backend_conformance.h"
#include "engine/testing/random_networks.h"

namespace tenfold::simd {
namespace {

constexpr uint64_t kSeed = 2;

class IsaTest : public ::testing::TestWithParam<const Kernels*> {
 protected:
  void ExpectSameBits(const RandomCase& c, const TrainingSetting& setting) const {
    SCOPED_TRACE(c.name + ", " + setting.name);
    EXPECT_EQ(ComparePasses(reference::GetBackend(), *backend_, c, 0.0), absl::OkStatus());
    EXPECT_EQ(CompareTraining(reference::GetBackend(), *backend_, c, setting, 0.0),
              absl::OkStatus());
    EXPECT_EQ(CheckConsistency(*backend_, c, setting, 0.0), absl::OkStatus());
  }

  const std::unique_ptr<Backend> backend_ = MakeBackend(*GetParam());
};

TEST_P(IsaTest, SmallNetworks) {
  for (CaseKind kind : AllCaseKinds()) {
    for (uint32_t number = 0; number < 24; number += CaseStride()) {
      ExpectSameBits(DrawCase(kind, kSeed, number),
                     TrainingSettings()[number % TrainingSettings().size()]);
    }
  }
}

TEST_P(IsaTest, LargeNetworks) {
  for (CaseKind kind : {CaseKind::kLinear, CaseKind::kConv2d, CaseKind::kOneBlock}) {
    for (uint32_t number = 0; number < 12; number += CaseStride()) {
      ExpectSameBits(DrawCase(kind, kSeed, number, CaseSize::kLarge),
                     TrainingSettings()[number % TrainingSettings().size()]);
    }
  }
}

TEST_P(IsaTest, LongBatches) {
  for (uint32_t number = 0; number < 12; number += CaseStride()) {
    ExpectSameBits(DrawCase(CaseKind::kOneBlock, kSeed, number, CaseSize::kLongBatch),
                   TrainingSettings()[number % TrainingSettings().size()]);
  }
}

// Layers whose rows would be a multiple of 2 KiB apart.
TEST_P(IsaTest, RowsThatWouldShareSetsOfTheCaches) {
  const std::vector<std::vector<Layer>> networks = {
      {Linear{512, 1024}, ReLU{}, BatchNorm1d{1024}, ReLU{}, Linear{1024, 3}},
      {Linear{512, 512}, Tanh{}, Dropout{0.5}, Linear{512, 512}, ReLU{}, Linear{512, 1}},
  };
  for (size_t i = 0; i < networks.size(); ++i) {
    RandomCase c = DrawCase(CaseKind::kLinear, kSeed, 0);
    PhiloxGenerator generator(kSeed, Stream::kData, static_cast<uint32_t>(i));
    const auto values = [&](int64_t n, float bound) {
      std::vector<float> drawn(n);
      for (float& value : drawn) value = bound * (2.0f * generator.NextUniform() - 1.0f);
      return drawn;
    };
    c.name = "wide";
    c.network = OneBlock({512}, networks[i]);
    c.info = *Analyze(c.network);
    c.rows = 17;
    c.max_rows = 20;
    c.input = values(int64_t{c.max_rows} * 512, 1.0f);
    c.weights.clear();
    for (const ParameterInfo& parameter : c.info.parameters) {
      c.weights.push_back(values(NumElements(parameter.shape), 0.1f));
      for (float& value : c.weights.back()) {
        value += parameter.start == ParameterInfo::Start::kOne ? 1.0f : 0.0f;
      }
    }
    c.losses = {{"main", LossKind::kMse, "output", 1.0}};
    c.target_values = {values(int64_t{c.max_rows} * 3, 1.0f)};
    c.target_classes = {{}};
    ExpectSameBits(c, TrainingSettings()[i]);
  }
}

TEST_P(IsaTest, SpecialValues) {
  EXPECT_EQ(CompareSpecialValues(reference::GetBackend(), *backend_, /*exact=*/true),
            absl::OkStatus());
}

INSTANTIATE_TEST_SUITE_P(Isa, IsaTest, ::testing::ValuesIn(AvailableKernels()),
                         [](const auto& info) { return std::string(info.param->isa); });

TEST(FindKernels, ByName) {
  EXPECT_EQ(*FindKernels("auto"), AvailableKernels().front());
  EXPECT_EQ((*FindKernels("scalar"))->isa, std::string("scalar"));
  const absl::Status status = FindKernels("sse9").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("there are auto, "), std::string::npos) << status.message();
}

}  // namespace
}  // namespace tenfold::simd

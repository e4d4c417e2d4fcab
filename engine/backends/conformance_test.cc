// Every backend against `reference` and against itself, on random networks.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "engine/backends/backends.h"
#include "engine/testing/backend_conformance.h"
#include "engine/testing/kinks.h"
#include "engine/testing/random_networks.h"

namespace tenfold {
namespace {

struct BackendUnderTest {
  const char* name;
  double tolerance;  // see backend_conformance.h; 0: bit for bit

  friend void PrintTo(const BackendUnderTest& backend, std::ostream* out) { *out << backend.name; }
};

// A new backend joins with a line here.
const BackendUnderTest kBackends[] = {
    {"reference", 0.0},
    // Sums in another order. Rounding adds up to about sqrt(terms) * 2^-24 of the largest value,
    // 4e-6 for the 5,000 terms of the largest convolution's weight gradients here. Where terms
    // cancel the result is smaller than they are: 1e-6 in most networks, 1.5e-5 in the worst of
    // some thousands drawn.
    {"eigen", 5e-5},
    // As eigen. Convolution is direct, so nothing is transformed on the way.
    {"onednn", 5e-5},
    {"simd", 0.0},
};

constexpr uint64_t kSeed = 1;
constexpr uint32_t kCasesPerKind = 20;
// Activations are of order one, so no backend within this tolerance goes another way at a ReLU or a
// maximum that is this far from changing.
constexpr double kLargestTolerance = 5e-5;
constexpr float kDistanceToKinks = 2.5e-4f;
// Batch norm divides by the deviation of a few values and much of its gradient cancels, so that
// rounding shows ten times as large there. (Not in the activations, which kinks depend on.)
constexpr double kOfBatchNorm = 10.0;

// Drawn once for all backends: 20 of each kind, and a few large ones.
const std::vector<RandomCase>& Cases() {
  static const std::vector<RandomCase>* const cases = [] {
    auto* drawn = new std::vector<RandomCase>;
    for (CaseKind kind : AllCaseKinds()) {
      for (uint32_t number = 0; number < kCasesPerKind; number += CaseStride()) {
        drawn->push_back(
            DrawCaseAwayFromKinks(kind, kSeed, number, CaseSize::kSmall, kDistanceToKinks));
      }
    }
    for (CaseKind kind : {CaseKind::kLinear, CaseKind::kConv2d}) {
      for (uint32_t number = 0; number < 3; number += CaseStride()) {
        drawn->push_back(DrawCase(kind, kSeed, number, CaseSize::kLarge));
      }
    }
    return drawn;
  }();
  return *cases;
}

TEST(ConformanceTable, HoldsEveryBackend) {
  for (const Backend* backend : AllBackends()) {
    EXPECT_TRUE(std::any_of(std::begin(kBackends), std::end(kBackends),
                            [&](const auto& entry) { return backend->name() == entry.name; }))
        << backend->name() << " has no line in kBackends";
  }
  for (const BackendUnderTest& entry : kBackends) EXPECT_LE(entry.tolerance, kLargestTolerance);
}

class ConformanceTest : public ::testing::TestWithParam<BackendUnderTest> {
 protected:
  const Backend& reference() const { return **FindBackend("reference"); }
  const Backend& backend() const { return **FindBackend(GetParam().name); }
  double tolerance() const { return GetParam().tolerance; }
  double ToleranceOf(const RandomCase& c) const {
    return HasNormalization(c.network) ? kOfBatchNorm * tolerance() : tolerance();
  }
};

TEST_P(ConformanceTest, PassesAreThoseOfReference) {
  for (const RandomCase& c : Cases()) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ComparePasses(reference(), backend(), c, ToleranceOf(c)), absl::OkStatus());
  }
}

TEST_P(ConformanceTest, TrainingIsThatOfReference) {
  for (const RandomCase& c : Cases()) {
    for (const TrainingSetting& setting : TrainingSettings()) {
      SCOPED_TRACE(c.name + ", " + setting.name);
      EXPECT_EQ(CompareTraining(reference(), backend(), c, setting, ToleranceOf(c)),
                absl::OkStatus());
    }
  }
}

TEST_P(ConformanceTest, CallsAgree) {
  for (size_t i = 0; i < Cases().size(); ++i) {
    const TrainingSetting& setting = TrainingSettings()[i % TrainingSettings().size()];
    SCOPED_TRACE(Cases()[i].name + ", " + setting.name);
    EXPECT_EQ(CheckConsistency(backend(), Cases()[i], setting, ToleranceOf(Cases()[i])),
              absl::OkStatus());
  }
}

TEST_P(ConformanceTest, SpecialValues) {
  EXPECT_EQ(CompareSpecialValues(reference(), backend(), tolerance() == 0.0), absl::OkStatus());
}

TEST_P(ConformanceTest, Errors) { EXPECT_EQ(CheckErrors(backend()), absl::OkStatus()); }

// Those of the table that this build has.
std::vector<BackendUnderTest> BackendsHere() {
  std::vector<BackendUnderTest> here;
  for (const BackendUnderTest& entry : kBackends) {
    if (FindBackend(entry.name).ok()) here.push_back(entry);
  }
  return here;
}

INSTANTIATE_TEST_SUITE_P(Backends, ConformanceTest, ::testing::ValuesIn(BackendsHere()),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace tenfold

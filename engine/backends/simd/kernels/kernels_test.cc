// Every instruction set against plain loops of std::fma, bit for bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "engine/backends/reference/activations.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/losses/loss.h"
#include "engine/numerics/aligned_vector.h"
#include "engine/numerics/math.h"
#include "engine/numerics/random.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold::simd {
namespace {

using Floats = AlignedVector<float>;

uint32_t Bits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return std::isnan(value) ? 0x7fc00000 : bits;
}

void ExpectSameBits(const Floats& actual, const Floats& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    ASSERT_EQ(Bits(actual[i]), Bits(expected[i]))
        << i << ": " << actual[i] << " and " << expected[i];
  }
}

class KernelsTest : public ::testing::TestWithParam<const Kernels*> {
 protected:
  const Kernels& kernels() const { return *GetParam(); }

  Floats Random(size_t n, float scale = 1.0f) {
    Floats values(n);
    for (float& value : values) value = scale * (2 * generator_.NextUniform() - 1);
    return values;
  }
  int Below(int n) { return static_cast<int>(generator_.NextBelow(n)); }

  PhiloxGenerator generator_{1, Stream::kData};
};

TEST_P(KernelsTest, GemmIsAChainOfFusedMultiplyAdds) {
  for (int round = 0; round < 400; ++round) {
    GemmArguments g = {};
    g.m = 1 + Below(40);
    g.n = kLanes * (1 + Below(7));
    g.k = 1 + Below(50);
    const bool transposed = Below(2) == 1;  // the roles of dW and of the forward pass
    g.a_row = transposed ? 1 : g.k + Below(3);
    g.a_column = transposed ? g.m + Below(3) : 1;
    g.b_row = g.n + kLanes * Below(2);
    g.c_row = g.n + kLanes * Below(2);
    g.epilogue = static_cast<Epilogue>(Below(6));
    g.rate = 0.1f;
    g.slope = 0.3f;
    const Floats a = Random(g.m * g.a_row + g.k * g.a_column), b = Random(g.k * g.b_row),
                 init = Random(g.n), row_init = Random(g.m), mask = Random(g.m * g.c_row);
    Floats c = Random(g.m * g.c_row), ones_c = Random(g.n);
    // The role of dW: a last row of ones, with the same epilogue.
    const bool with_ones = transposed && g.epilogue != Epilogue::kPositive &&
                           g.epilogue != Epilogue::kLeakyPositive && Below(2) == 1;
    g.a = a.data();
    g.b = b.data();
    g.init = Below(2) == 1 ? init.data() : nullptr;
    g.row_init = !transposed && Below(2) == 1 ? row_init.data() : nullptr;
    g.add_to_c = g.epilogue == Epilogue::kStore && Below(2) == 1;
    g.mask = mask.data();
    Floats expected = c, expected_ones = ones_c;
    for (int i = 0; i < g.m + (with_ones ? 1 : 0); ++i) {
      for (int j = 0; j < g.n; ++j) {
        const bool ones = i == g.m;
        float& out = ones ? expected_ones[j] : expected[i * g.c_row + j];
        float sum = g.add_to_c              ? out
                    : g.row_init != nullptr ? row_init[i]
                    : g.init != nullptr     ? init[j]
                                            : 0.0f;
        for (int k = 0; k < g.k; ++k) {
          const float factor = ones ? 1.0f : a[i * g.a_row + k * g.a_column];
          sum = std::fma(factor, b[k * g.b_row + j], sum);
        }
        switch (g.epilogue) {
          case Epilogue::kStore:
            out = sum;
            break;
          case Epilogue::kReLU:
            out = sum < 0 ? 0 : sum;
            break;
          case Epilogue::kPositive:
            out = mask[i * g.c_row + j] > 0 ? sum : 0;
            break;
          case Epilogue::kSgd:
            out = std::fma(-g.rate, sum, out);
            break;
          case Epilogue::kLeakyReLU:
            out = sum < 0 ? g.slope * sum : sum;
            break;
          case Epilogue::kLeakyPositive:
            out = mask[i * g.c_row + j] > 0 ? sum : g.slope * sum;
            break;
        }
      }
    }
    g.c = c.data();
    g.ones_c = with_ones ? ones_c.data() : nullptr;
    kernels().gemm(g);
    SCOPED_TRACE(testing::Message()
                 << "round " << round << ": " << g.m << "x" << g.n << "x" << g.k);
    ExpectSameBits(c, expected);
    ExpectSameBits(ones_c, expected_ones);
  }
}

TEST_P(KernelsTest, GemmGoesThroughItsRunsInOrder) {
  for (int round = 0; round < 200; ++round) {
    GemmRunArguments g = {};
    g.m = 1 + Below(30);
    g.n = kLanes * (1 + Below(7));
    g.k = 1 + Below(20);
    const bool transposed = Below(2) == 1;
    g.a_row = transposed ? 1 : 100;
    g.a_column = transposed ? 30 : 1;
    g.b_row = g.n;
    g.c_row = g.n;
    g.add_to_c = Below(2) == 1;
    const Floats a = Random(30 * 200), b = Random(40 * g.n);
    std::vector<GemmRun> runs(Below(6));
    for (GemmRun& run : runs) run = {Below(500), Below(20) * g.b_row};
    Floats c = Random(g.m * g.n), expected = c;
    for (int i = 0; i < g.m; ++i) {
      for (int j = 0; j < g.n; ++j) {
        float& sum = expected[i * g.c_row + j];
        if (!g.add_to_c) sum = 0.0f;
        for (const GemmRun& run : runs) {
          for (int k = 0; k < g.k; ++k) {
            sum =
                std::fma(a[run.a + i * g.a_row + k * g.a_column], b[run.b + k * g.b_row + j], sum);
          }
        }
      }
    }
    g.a = a.data();
    g.b = b.data();
    runs.emplace_back();  // without a run there would be no array
    g.runs = runs.data();
    g.run_count = static_cast<int>(runs.size()) - 1;
    g.c = c.data();
    kernels().gemm_runs(g);
    SCOPED_TRACE(testing::Message() << "round " << round);
    ExpectSameBits(c, expected);
  }
}

TEST_P(KernelsTest, DotProductsAreChainsOfFusedMultiplyAdds) {
  for (int round = 0; round < 100; ++round) {
    const int m = 1 + Below(40), k = 1 + Below(50), a_row = Padded(k) + kLanes * Below(2);
    const Floats a = Random(m * a_row), b = Random(Padded(k));
    Floats y(Padded(m)), expected(m, 0.25f);
    kernels().dot_products(m, k, a.data(), a_row, b.data(), 0.25f, y.data());
    y.resize(m);
    for (int i = 0; i < m; ++i) {
      for (int j = 0; j < k; ++j) expected[i] = std::fma(a[i * a_row + j], b[j], expected[i]);
    }
    SCOPED_TRACE(testing::Message() << "round " << round << ": " << m << "x" << k);
    ExpectSameBits(y, expected);
  }
}

// Every 4,001st float: more than a million bit patterns, denormals, infinities and NaN among them.
Floats SampleOfAllFloats() {
  Floats values;
  for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += 4001) {
    const uint32_t pattern = static_cast<uint32_t>(bits);
    values.emplace_back();
    std::memcpy(&values.back(), &pattern, sizeof(pattern));
  }
  for (float special : {INFINITY, -INFINITY, NAN, 0.0f, -0.0f, 0.625f, -0.625f, 1e-45f})
    values.push_back(special);
  values.resize(Padded(static_cast<int>(values.size())));
  return values;
}

template <class Function>
void ExpectActivation(const ActivationKernels& actual, float option, const Function& function,
                      const Floats& x, const Floats& dy) {
  const long n = static_cast<long>(x.size());
  Floats y(x.size()), derivative(x.size()), expected(x.size());
  actual.forward(n, option, x.data(), y.data(), derivative.data());
  for (size_t i = 0; i < x.size(); ++i) expected[i] = function.Forward(x[i]);
  ExpectSameBits(y, expected);

  Floats dx(x.size());
  actual.backward(n, option, actual.keeps_derivative ? derivative.data() : y.data(), dy.data(),
                  dx.data());
  for (size_t i = 0; i < x.size(); ++i) expected[i] = function.Backward(x[i], y[i], dy[i]);
  ExpectSameBits(dx, expected);
}

TEST_P(KernelsTest, ActivationsAreThoseOfReference) {
  const Floats x = SampleOfAllFloats(), dy = Random(x.size());
  const ActivationTable& table = kernels().activations;
  Activations::ForEach([&](auto activation) {
    using A = decltype(activation);
    const ActivationKernels* const actual = std::find_if(
        table.of + 1, table.of + table.size,
        [](const ActivationKernels& kernels) { return A::kName == std::string(kernels.layer); });
    ASSERT_NE(actual, table.of + table.size) << A::kName << " is not in the table";
    for (const double option : {0.01, 0.3, 1.0}) {
      if constexpr (kHasOption<A>) activation.*A::kOption.value = option;
      SCOPED_TRACE(ToString(activation));
      ExpectActivation(*actual, static_cast<float>(OptionOf(activation)),
                       reference::FunctionOf<float>(activation), x, dy);
      if (!kHasOption<A>) break;
    }
  });
}

// Exp and Log are reached through the loss: logits of all sizes, so that sums run from 1 to the
// number of classes.
TEST_P(KernelsTest, CrossEntropyIsTheEnginesOwn) {
  for (int round = 0; round < 300; ++round) {
    const int rows = 1 + Below(70), features = 1 + Below(round % 2 == 0 ? 20 : kMaxClasses);
    const float scale = std::ldexp(1.0f, Below(20) - 10);
    Floats output = Random(rows * features, scale);
    if (round % 10 == 0) output[Below(rows * features)] = round % 20 == 0 ? INFINITY : NAN;
    std::vector<int32_t> classes(rows);
    for (int32_t& c : classes) c = Below(features);
    const double weight = 0.7;
    Floats grad = Random(rows * features), expected = grad;
    const double label_smoothing = round % 3 == 0 ? 0.1 : 0.0;
    const Floats drawn = Random(round % 4 < 2 ? 0 : features);
    std::vector<double> weights;
    Floats class_weights;
    for (const float x : drawn) {
      weights.push_back(std::fabs(x) + 0.1);
      class_weights.push_back(static_cast<float>(weights.back()));
    }
    const double n = CountOfRows<float>(rows, classes.data(), weights);
    const SmoothedTargets<float> target(label_smoothing, features);
    const double loss =
        CrossEntropyLossAndGradient(rows, features, output.data(), classes.data(), weight,
                                    expected.data(), label_smoothing, weights);
    const double sum = kernels().cross_entropy(
        rows, features, output.data(), classes.data(), static_cast<float>(weight / n),
        label_smoothing != 0.0, target.of_class, target.others,
        weights.empty() ? nullptr : class_weights.data(), grad.data());
    SCOPED_TRACE(testing::Message() << "round " << round << ": " << rows << "x" << features);
    ExpectSameBits(grad, expected);
    EXPECT_EQ(std::isnan(sum), std::isnan(loss));
    EXPECT_TRUE(std::isnan(loss) || sum / n == loss) << sum / n << " and " << loss;
  }
}

TEST_P(KernelsTest, OptimizersAreTheEnginesOwn) {
  const int n = 5 * kLanes;
  for (int round = 0; round < 30; ++round) {
    const bool with_momentum = Below(2) == 1, nesterov = Below(2) == 1;
    const Floats grad = Random(n);
    Floats value = Random(n), first = Random(n), second = Random(n);
    for (float& v : second) v = std::fabs(v);
    Floats expected_value = value, expected_first = first, expected_second = second;
    SgdUpdate<float>({with_momentum ? 0.9 : 0.0, nesterov}, 0.1, n, grad.data(),
                     expected_value.data(), with_momentum ? expected_first.data() : nullptr);
    kernels().sgd(n, 0.1f, with_momentum ? 0.9f : 0.0f, nesterov, grad.data(), value.data(),
                  with_momentum ? first.data() : nullptr);
    ExpectSameBits(value, expected_value);
    ExpectSameBits(first, expected_first);

    AdamOptions adam;
    adam.weight_decay = Below(2) * 0.3;
    OptimizerClock clock;
    for (int step = 0; step <= round; ++step) clock.Advance(adam);
    const auto constants = AdamConstantsOf<float>(adam, clock, 0.1);
    AdamUpdate(constants, n, grad.data(), expected_value.data(), expected_first.data(),
               expected_second.data());
    kernels().adam(n, constants, grad.data(), value.data(), first.data(), second.data());
    ExpectSameBits(value, expected_value);
    ExpectSameBits(first, expected_first);
    ExpectSameBits(second, expected_second);
  }
}

TEST_P(KernelsTest, Transpose) {
  for (int round = 0; round < 50; ++round) {
    const int rows = 1 + Below(40), columns = 1 + Below(40);
    const long in_row = Padded(columns) + Below(5), out_row = Padded(rows) + Below(5);
    const Floats in = Random(rows * in_row);
    Floats out(columns * out_row, -1.0f), expected = out;
    kernels().transpose(rows, columns, in.data(), in_row, out.data(), out_row);
    for (int j = 0; j < columns; ++j) {
      for (int i = 0; i < Padded(rows); ++i) {
        expected[j * out_row + i] = i < rows ? in[i * in_row + j] : 0.0f;
      }
    }
    ExpectSameBits(out, expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Isa, KernelsTest, ::testing::ValuesIn(AvailableKernels()),
                         [](const auto& info) { return std::string(info.param->isa); });

}  // namespace
}  // namespace tenfold::simd

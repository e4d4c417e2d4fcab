// Operations of kit/functions.json.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "absl/types/span.h"
#include "base/text/digest.h"
#include "engine/conformance/answers.h"
#include "engine/numerics/aligned_vector.h"
#include "engine/numerics/math.h"
#include "engine/numerics/trigonometry.h"
#include "experiments/sweeps/training_hyperparameters.h"
#include "experiments/training/learning_rate_schedule.h"
#include "experiments/training/training_task_reader.h"

namespace tenfold::conformance {
namespace {

constexpr uint64_t kPatterns = uint64_t{1} << 32;
constexpr uint64_t kChunk = uint64_t{1} << 14;  // values at a time

struct ElementaryFunction {
  float (*scalar)(float);
  void (*simd::Kernels::*vector)(long n, const float* x, float* y);
};

const std::map<std::string, ElementaryFunction>& Functions() {
  static const std::map<std::string, ElementaryFunction> functions = {
      {"exp", {[](float x) { return Exp(x); }, &simd::Kernels::exp}},
      {"log", {[](float x) { return Log(x); }, &simd::Kernels::log}},
      {"tanh", {[](float x) { return TanH(x); }, &simd::Kernels::tanh}},
  };
  return functions;
}

std::vector<float> Apply(const std::string& name, const std::vector<float>& x,
                         const Respondent& respondent) {
  const ElementaryFunction& function = Functions().at(name);
  std::vector<float> result(x.size());
  if (respondent.kernels == nullptr) {
    std::transform(x.begin(), x.end(), result.begin(), function.scalar);
    return result;
  }
  AlignedVector<float> padded(simd::Padded(static_cast<int>(x.size()))), y(padded.size());
  std::copy(x.begin(), x.end(), padded.begin());
  (respondent.kernels->*function.vector)(static_cast<long>(padded.size()), padded.data(), y.data());
  std::copy_n(y.begin(), x.size(), result.begin());
  return result;
}

// SHA-256 over the results for the bit patterns from `first` to before `end`, every `every`-th.
std::string HashOfResults(const std::string& name, uint64_t first, uint64_t end, uint64_t every,
                          const Respondent& respondent) {
  Sha256 digest;
  for (uint64_t chunk = first; chunk < end; chunk += kChunk * every) {
    std::vector<float> x;
    for (uint64_t i = chunk; i < std::min(end, chunk + kChunk * every); i += every) {
      const uint32_t pattern = static_cast<uint32_t>(i);
      x.emplace_back();
      std::memcpy(&x.back(), &pattern, sizeof(pattern));
    }
    std::vector<float> y = Apply(name, x, respondent);
    const uint32_t canonical_nan = 0x7fc00000;
    for (float& value : y) {
      if (value != value) std::memcpy(&value, &canonical_nan, sizeof(value));
    }
    digest.AddNumbers(absl::MakeConstSpan(y));
  }
  return digest.Hex().substr(0, 16);
}

}  // namespace

Json FusedMultiplyAdd(const Json& test_case, const Respondent&) {
  const std::vector<float> a = Floats(test_case.at("a").get<std::string>()),
                           b = Floats(test_case.at("b").get<std::string>()),
                           c = Floats(test_case.at("c").get<std::string>());
  std::vector<float> result(a.size());
  for (size_t i = 0; i < a.size(); ++i) result[i] = std::fma(a[i], b.at(i), c.at(i));
  return {{"result", Hex(result)}};
}

Json Function(const Json& test_case, const Respondent& respondent) {
  return {{"y", Hex(Apply(test_case.at("function").get<std::string>(),
                          Floats(test_case.at("x").get<std::string>()), respondent))}};
}

Json FunctionHashes(const Json& test_case, const Respondent& respondent) {
  const std::string name = test_case.at("function").get<std::string>();
  Json answer = {{"every_257th", HashOfResults(name, 0, kPatterns, 257, respondent)}};
  if (!respondent.soak) return answer;
  constexpr int kParts = 16;
  for (uint64_t i = 0; i < kParts; ++i) {
    answer["all_in_16_parts"].push_back(HashOfResults(
        name, kPatterns / kParts * i, kPatterns / kParts * (i + 1), /*every=*/1, respondent));
  }
  return answer;
}

Json Trigonometry(const Json& test_case, const Respondent&) {
  std::vector<double> sines, cosines;
  for (double x : Doubles(test_case.at("x").get<std::string>())) {
    sines.push_back(SinPi(x));
    cosines.push_back(CosPi(x));
  }
  return {{"sinpi", Hex(sines)}, {"cospi", Hex(cosines)}};
}

Json LearningRates(const Json& test_case, const Respondent&) {
  // One that a case does not name was declared after it.
  Hyperparameters hyperparameters = NeutralTrainingHyperparameters();
  hyperparameters.update(test_case.at("hyperparameters"));
  HyperparameterReader reader(hyperparameters);
  TrainingTask task;
  ReadTrainingHyperparameters(reader, task);
  const int64_t steps = test_case.at("steps").get<int64_t>();
  std::vector<double> rates;
  for (int64_t step : test_case.at("at").get<std::vector<int64_t>>()) {
    rates.push_back(task.learning_rate * LearningRateFactor(task.schedule, step, steps));
  }
  return {{"rates", Hex(rates)}};
}

}  // namespace tenfold::conformance

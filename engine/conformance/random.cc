// Operations of kit/random.json.
#include "engine/numerics/random.h"

#include "engine/conformance/answers.h"
#include "engine/layers/dropout_mask.h"
#include "engine/network/initial_weights.h"

namespace tenfold::conformance {
namespace {

constexpr size_t kListed = 64;  // longer results are hashed

uint64_t SeedOf(const Json& test_case) {
  return Word64(test_case.at("seed").get_ref<const std::string&>());
}

PhiloxGenerator GeneratorOf(const Json& test_case) {
  return PhiloxGenerator(SeedOf(test_case), static_cast<Stream>(test_case.at("purpose").get<int>()),
                         test_case.at("substream").get<uint32_t>());
}

}  // namespace

Json Philox(const Json& test_case, const Respondent&) {
  const auto counter = test_case.at("counter").get<std::array<uint32_t, 4>>();
  const auto key = test_case.at("key").get<std::array<uint32_t, 2>>();
  return {{"words", Philox4x32(counter, key)}};
}

Json Uniform(const Json& test_case, const Respondent&) {
  PhiloxGenerator generator = GeneratorOf(test_case);
  std::vector<float> values(test_case.at("count").get<int>());
  for (float& value : values) value = generator.NextUniform();
  return {{"values", Hex(values)}};
}

Json Below(const Json& test_case, const Respondent&) {
  PhiloxGenerator generator = GeneratorOf(test_case);
  std::vector<uint32_t> values(test_case.at("count").get<int>());
  for (uint32_t& value : values) value = generator.NextBelow(test_case.at("bound").get<uint32_t>());
  return {{"values", values}};
}

Json Permutation(const Json& test_case, const Respondent&) {
  PhiloxGenerator generator = GeneratorOf(test_case);
  const std::vector<int32_t> places =
      RandomPermutation(test_case.at("count").get<int>(), generator);
  if (places.size() <= kListed) return {{"places", places}};
  return {{"first", std::vector<int32_t>(places.begin(), places.begin() + kListed)},
          {"hash", Hash(places)}};
}

Json DropoutMask(const Json& test_case, const Respondent&) {
  const int64_t forward_passes = test_case.at("forward_passes").get<int64_t>();
  const DropoutStream stream = {SeedOf(test_case), test_case.at("layer").get<uint32_t>(),
                                &forward_passes};
  std::vector<float> factors(test_case.at("count").get<int>());
  DropoutFactors(stream, test_case.at("rate").get<double>(), static_cast<int64_t>(factors.size()),
                 factors.data());
  return {{"factors", Hex(factors)}};
}

Json InitialParameters(const Json& test_case, const Respondent&) {
  using Start = ParameterInfo::Start;
  static const std::map<std::string, Start> starts = {{"weight", Start::kWeight},
                                                      {"bias", Start::kBias},
                                                      {"zero", Start::kZero},
                                                      {"one", Start::kOne}};
  static const std::map<std::string, Initialization> initializations = {
      {"fan-in", Initialization::kFanIn},
      {"he", Initialization::kHe},
      {"xavier", Initialization::kXavier}};
  NetworkInfo info;
  for (const Json& parameter : test_case.at("parameters")) {
    info.parameters.push_back(
        {"", parameter.at("shape").get<Shape>(), parameter.at("fan_in").get<int>(),
         parameter.at("fan_out").get<int>(), starts.at(parameter.at("start").get<std::string>())});
  }
  Json values = Json::array();
  for (const std::vector<float>& parameter :
       InitialWeights(info, SeedOf(test_case),
                      initializations.at(test_case.at("initialization").get<std::string>()))) {
    values.push_back(Hex(parameter));
  }
  return {{"values", values}};
}

}  // namespace tenfold::conformance

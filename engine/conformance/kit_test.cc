// The engine gives the kit's answers, and one that is wrong is told with the operation's name.
#include "engine/conformance/kit.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/layers/layer.h"
#include "engine/layers/layer_text.h"
#include "engine/numerics/floating_point_environment.h"
#include "engine/testing/layer_kernels.h"
#include "engine/testing/random_networks.h"

namespace tenfold::conformance {
namespace {

class KitTest : public ::testing::TestWithParam<const char*> {
 protected:
  static const Engines& AllOfThem() {
    static const Engines engines = *AllEngines("", std::getenv("TENFOLD_SOAK") != nullptr);
    return engines;
  }
  const ContractFloatingPoint floating_point_;
};

TEST_P(KitTest, EveryEngineGivesItsAnswers) {
  const std::vector<Json> cases = *ReadCases(KitFile("", GetParam()));
  ASSERT_FALSE(cases.empty());
  EXPECT_GE(AllOfThem().respondents.size(), 2u);
  for (const Respondent& respondent : AllOfThem().respondents) {
    for (size_t i = 0; i < cases.size(); i += CaseStride()) {
      EXPECT_EQ(FirstDifference(cases[i], Answer(cases[i], respondent), respondent), "")
          << NameOf(respondent) << ": " << cases[i]["name"];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, KitTest, ::testing::ValuesIn(kFiles), [](const auto& info) {
  const std::string file = info.param;
  return file.substr(0, file.find('.'));
});

TEST(Kit, HasACaseOfEveryLayer) {
  std::set<std::string> kinds;
  const std::vector<Json> cases = *ReadCases(KitFile("", "layers.json"));
  for (const Json& test_case : cases) {
    for (const Json& layer : test_case["layers"]) kinds.insert(layer["kind"].get<std::string>());
  }
  for (const std::string& name : LayerNames()) {
    EXPECT_TRUE(kinds.count(name) > 0) << name << " has no case in kit/layers.json";
  }
}

TEST(Kit, SettingsThatAreRefusedAreAnError) {
  const Engines engines = *AllEngines("", /*soak=*/false);
  Json run = ReadCases(KitFile("", "runs.json"))->front();
  run["hyperparameters"]["stages"] = 1e308;
  EXPECT_EQ(Answer(run, engines.respondents.front())["error"],
            "stages is 1e+308, wants an integer from 1 to 1000");
}

TEST(Contract, HasAParagraphOfEveryActivation) {
  std::ifstream file("engine/NUMERICS.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(text.empty());
  Activations::ForEach([&](const auto& activation) {
    const std::string name = activation.kName;
    EXPECT_TRUE(text.find("\n- **" + name + ":**") != std::string::npos ||
                text.find("\n- **" + name + "** ") != std::string::npos)
        << name << " has no paragraph in engine/NUMERICS.md, \"Layers\"";
  });
}

// The differences of a file's cases for kernels that are `alter`ed.
std::vector<std::string> Differences(const char* file, const Alteration<float>& alter) {
  const blockwise::BlockwiseBackend backend(
      "reference", AlteredKernels<float>(reference::MakeKernel<float>, alter));
  Respondent respondent;
  respondent.backend = &backend;
  std::vector<std::string> differences;
  const std::vector<Json> cases = *ReadCases(KitFile("", file));
  for (const Json& test_case : cases) {
    const std::string difference =
        FirstDifference(test_case, Answer(test_case, respondent), respondent);
    if (!difference.empty()) {
      differences.push_back(test_case["name"].get<std::string>() + ": " + difference);
    }
  }
  return differences;
}

TEST(FirstDifference, NamesTheOperation) {
  EXPECT_TRUE(Differences("layers.json", [](const auto&, float*, int64_t) {}).empty());
  const std::vector<std::string> differences = Differences(
      "layers.json", [](const blockwise::KernelContext<float>& context, float*, int64_t) {
        // One unit in the last place of a convolution's gradient.
        if (context.parameters.empty() || context.parameters[0]->info.shape.size() != 4) return;
        float& gradient = context.parameters[0]->grad[0];
        gradient = std::nextafter(gradient, 1e30f);
      });
  ASSERT_FALSE(differences.empty());
  EXPECT_EQ(differences[0], "Conv2d: gradient of block.0.weight");
}

TEST(FirstDifference, IsTheFirstPlace) {
  const Json test_case = {{"operation", "loss"},
                          {"answer", {{"loss", "0"}, {"values", {"1", "2"}}, {"gradient", "3"}}}};
  const auto difference = [&](const Json& answer) {
    return FirstDifference(test_case, answer, Respondent());
  };
  Json answer = test_case["answer"];
  EXPECT_EQ(difference(answer), "");
  answer["gradient"] = "4";
  EXPECT_EQ(difference(answer), "gradient");
  answer["values"][1] = "5";
  EXPECT_EQ(difference(answer), "values/1");
  answer["values"] = {"1"};
  EXPECT_EQ(difference(answer), "values (1 in place of 2)");
  answer.erase("values");
  EXPECT_EQ(difference(answer), "values (missing)");
  answer = test_case["answer"];
  answer["more"] = 1;
  EXPECT_EQ(difference(answer), "more (unexpected)");
}

}  // namespace
}  // namespace tenfold::conformance

#include "engine/conformance/kit.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/runfile.h"
#include "base/status_macros.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/backends/simd/simd.h"
#include "experiments/signatures.h"

namespace tenfold::conformance {
namespace {

using Operation = Json (*)(const Json&, const Respondent&);

const std::map<std::string, Operation>& Operations() {
  static const std::map<std::string, Operation> operations = {
      {"philox", Philox},
      {"uniform", Uniform},
      {"below", Below},
      {"permutation", Permutation},
      {"dropout_mask", DropoutMask},
      {"initial_weights", InitialParameters},
      {"fma", FusedMultiplyAdd},
      {"function", Function},
      {"function_hashes", FunctionHashes},
      {"trigonometry", Trigonometry},
      {"learning_rates", LearningRates},
      {"disc_data", DiscData},
      {"pairs_data", PairsData},
      {"warp", Warp},
      {"move_points", MovePoints},
      {"layers", Layers},
      {"loss", Loss},
      {"optimizer", Optimizer},
      {"run", Run},
  };
  return operations;
}

// The case's answer without what the respondent does not give.
Json Wanted(const Json& test_case, const Respondent& respondent) {
  Json wanted = test_case.at("answer");
  if (!respondent.soak) wanted.erase("all_in_16_parts");
  if (test_case.at("operation").get<std::string>() != "run") return wanted;
  if (!respondent.input_gradients) wanted.at("first_step").erase("dx");
  if (!respondent.soak && !test_case.at("short").get<bool>()) {
    for (const char* epochs : {"drawn_in_epochs", "epochs"}) {
      wanted[epochs] = Json::array({wanted.at(epochs).at(0)});
    }
    wanted.erase("end");
  }
  return wanted;
}

// Empty if equal; otherwise the place below `place`.
std::string Difference(const Json& wanted, const Json& answer, const std::string& place) {
  if (wanted == answer) return "";
  if (wanted.is_object() && answer.is_object()) {
    const std::string before = place.empty() ? "" : absl::StrCat(place, "/");
    for (const auto& [key, value] : wanted.items()) {
      if (!answer.contains(key)) return absl::StrCat(before, key, " (missing)");
      const std::string inside = Difference(value, answer.at(key), absl::StrCat(before, key));
      if (!inside.empty()) return inside;
    }
    for (const auto& [key, value] : answer.items()) {
      if (!wanted.contains(key)) return absl::StrCat(before, key, " (unexpected)");
    }
    return "";  // the order alone
  }
  if (wanted.is_array() && answer.is_array()) {
    for (size_t i = 0; i < std::min(wanted.size(), answer.size()); ++i) {
      const std::string inside = Difference(wanted[i], answer[i], absl::StrCat(place, "/", i));
      if (!inside.empty()) return inside;
    }
    return absl::StrCat(place, " (", answer.size(), " in place of ", wanted.size(), ")");
  }
  return place;
}

}  // namespace

absl::StatusOr<Engines> AllEngines(const std::string& argv0, bool soak) {
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::unique_ptr<Experiment>> experiments,
                           SignedExperiments(argv0));
  Engines engines;
  engines.experiments = std::move(experiments);
  Respondent respondent;
  respondent.soak = soak;
  for (const auto& experiment : engines.experiments) {
    respondent.experiments[std::string(experiment->name())] = experiment.get();
  }
  respondent.backend = &reference::GetBackend();
  respondent.input_gradients = true;
  engines.respondents.push_back(respondent);
  respondent.input_gradients = false;
  for (const simd::Kernels* kernels : simd::AvailableKernels()) {
    engines.backends.push_back(simd::MakeBackend(*kernels));
    respondent.backend = engines.backends.back().get();
    respondent.kernels = kernels;
    engines.respondents.push_back(respondent);
  }
  return engines;
}

std::string NameOf(const Respondent& respondent) {
  const absl::string_view isa = respondent.backend->isa();
  return absl::StrCat(respondent.backend->name(), isa.empty() ? "" : " ", isa);
}

std::string KitFile(const std::string& argv0, const std::string& file) {
  return RunfilePath(argv0, absl::StrCat("tenfold/engine/conformance/kit/", file));
}

absl::StatusOr<std::vector<Json>> ReadCases(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_array())
    return absl::InvalidArgumentError(absl::StrCat(path, ": wants a list of cases"));
  for (const Json& test_case : json) {
    const bool known = test_case.is_object() && test_case.contains("name") &&
                       test_case["name"].is_string() && test_case.contains("operation") &&
                       test_case["operation"].is_string() &&
                       Operations().count(test_case["operation"].get<std::string>()) > 0;
    if (!known) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ": not a case with a name and an operation: ", test_case.dump().substr(0, 80)));
    }
  }
  return std::vector<Json>(json.begin(), json.end());
}

std::string CasesText(const std::vector<Json>& cases) {
  std::string text = "[\n";
  for (size_t i = 0; i < cases.size(); ++i) {
    absl::StrAppend(&text, cases[i].dump(), i + 1 < cases.size() ? ",\n" : "\n");
  }
  return text + "]\n";
}

Json Answer(const Json& test_case, const Respondent& respondent) {
  return Operations().at(test_case.at("operation").get<std::string>())(test_case, respondent);
}

std::string FirstDifference(const Json& test_case, const Json& answer,
                            const Respondent& respondent) {
  return Difference(Wanted(test_case, respondent), answer, "");
}

}  // namespace tenfold::conformance

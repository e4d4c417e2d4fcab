// The kit's files: cases, one a line, each with what an implementation of the standard answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/conformance/answers.h"

namespace tenfold::conformance {

// Below the kit's folder, in the order in which an implementation wants to pass them.
inline constexpr const char* kFiles[] = {"random.json", "functions.json",  "layers.json",
                                         "losses.json", "optimizers.json", "data.json",
                                         "runs.json"};

// One of the kit's folder, among the runfiles.
std::string KitFile(const std::string& argv0, const std::string& file);

// The cases of a file: objects with "name", "operation", what the operation takes and "answer". An
// error names the path.
absl::StatusOr<std::vector<Json>> ReadCases(const std::string& path);

// The file's text.
std::string CasesText(const std::vector<Json>& cases);

// `reference`, then `simd` on each instruction set of the processor, the fastest first.
struct Engines {
  std::vector<std::unique_ptr<Experiment>> experiments;
  std::vector<std::unique_ptr<Backend>> backends;
  std::vector<Respondent> respondents;
};

// An error if MNIST is not found.
absl::StatusOr<Engines> AllEngines(const std::string& argv0, bool soak);

// "reference", "simd avx512".
std::string NameOf(const Respondent& respondent);

// What the engine answers; throws what a malformed case throws.
Json Answer(const Json& test_case, const Respondent& respondent);

// The first place at which the answer is not what the case has, in the order in which the run or
// the operation goes, for instance "first_step/gradients/trunk.3.weight"; empty if there is none.
// What a respondent does not give (input gradients, what is behind a first epoch) is not wanted.
std::string FirstDifference(const Json& test_case, const Json& answer,
                            const Respondent& respondent);

}  // namespace tenfold::conformance

// Hyperparameters: a flat list of named values that a preset gives and --set changes.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"

namespace tenfold {

// Changes one value of `hyperparameters`. `assignment` is "name=value"; the value has to be of the
// type that is there. What is the same is written the same: 010 is 10, also within 64-010, -0 is 0.
// InvalidArgument names the hyperparameters there are, or the type that is wanted.
absl::Status SetHyperparameter(absl::string_view assignment, Hyperparameters& hyperparameters);

// Makes several changes. InvalidArgument also if a hyperparameter is set twice.
absl::Status SetHyperparameters(const std::vector<std::string>& assignments,
                                Hyperparameters& hyperparameters);

// What differs from the preset, in the preset's order: "epochs=2,learning_rate=0.001".
std::string Overrides(const Hyperparameters& preset, const Hyperparameters& hyperparameters);

// What decides a result: the hyperparameters that are not at their neutral value, sorted by name.
// `neutral` has such a value for those that were declared with one: with it a run is what it was
// before there was the hyperparameter.
nlohmann::json WithoutNeutral(const Hyperparameters& hyperparameters,
                              const Hyperparameters& neutral);

// Whether those that both name are equal. One that only one of them names was declared when the
// other was made already, which reads as if it had the neutral value.
bool SameHyperparameters(const Hyperparameters& a, const Hyperparameters& b);

}  // namespace tenfold

// Hyperparameters: a flat list of named values that a preset gives and --set changes.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

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

// Typed reading with a range; the first error is kept and names the hyperparameter, its value and
// what it may be.
class HyperparameterReader {
 public:
  explicit HyperparameterReader(const Hyperparameters& hyperparameters)
      : values_(hyperparameters) {}

  int Integer(const char* name, int min, int max);
  // In [min, max], or in (min, max] with `open` at the lower end.
  double Number(const char* name, double min, double max, bool open = false);
  bool Boolean(const char* name);
  std::string OneOf(const char* name, const std::vector<std::string>& choices);
  // "64-32": positive integers up to `max` with dashes between them; "none" is the empty list.
  std::vector<int> Sizes(const char* name, int max);

  const absl::Status& status() const { return status_; }

 private:
  void Fail(const char* name, absl::string_view wanted);

  const Hyperparameters& values_;
  absl::Status status_;
};

}  // namespace tenfold

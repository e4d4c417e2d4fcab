// Hyperparameters and how a task is made of them: what is here and in the .cc decides results; what
// the command line needs besides is in hyperparameters.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// A flat JSON object in declared order: the hyperparameters by name (numbers, strings, booleans).
using Hyperparameters = nlohmann::ordered_json;

// Of a seed of one part of a run: the run's own. A seed that is not there reads as this.
inline constexpr char kSeedOfRun[] = "run";

// The seed that the hyperparameters have under this name, or the run's.
uint64_t SeedOr(const Hyperparameters& hyperparameters, const char* name, uint64_t run_seed);

// A value as run ids and messages have it: 0.001, adam.
std::string Bare(const Hyperparameters& value);

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

  // A number, or nothing for kSeedOfRun.
  std::optional<uint64_t> Seed(const char* name);

  // Notes that a hyperparameter changes nothing as the others are; `needs` says what would make it
  // matter, such as "optimizer=adamw".
  void HasNoEffect(const char* name, absl::string_view needs);

  const absl::Status& status() const { return status_; }
  // What HasNoEffect has noted: name and needs.
  const std::map<std::string, std::string>& without_effect() const { return without_effect_; }

 private:
  void Fail(const char* name, absl::string_view wanted);

  const Hyperparameters& values_;
  absl::Status status_;
  std::map<std::string, std::string> without_effect_;
};

}  // namespace tenfold

#include "experiments/hyperparameters/hyperparameter_reader.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace tenfold {

namespace {

bool ReadSeed(const Hyperparameters& value, int64_t& seed) {
  return absl::SimpleAtoi(value.get_ref<const std::string&>(), &seed) && seed >= 0;
}

}  // namespace

uint64_t SeedOr(const Hyperparameters& hyperparameters, const char* name, uint64_t run_seed) {
  return HyperparameterReader(hyperparameters).Seed(name).value_or(run_seed);
}

std::string Bare(const Hyperparameters& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void HyperparameterReader::Fail(const char* name, absl::string_view wanted) {
  if (!status_.ok()) return;
  status_ = absl::InvalidArgumentError(
      absl::StrCat(name, " is ", Bare(values_.at(name)), ", wants ", wanted));
}

int HyperparameterReader::Integer(const char* name, int min, int max) {
  const int64_t value = values_.at(name).get<int64_t>();
  if (value >= min && value <= max) return static_cast<int>(value);
  Fail(name, absl::StrCat("an integer from ", min, " to ", max));
  return min;
}

double HyperparameterReader::Number(const char* name, double min, double max, bool open) {
  const double value = values_.at(name).get<double>();
  if (value <= max && (open ? value > min : value >= min)) return value;
  Fail(name, absl::StrCat("a number ", open ? "above " : "from ", min, " to ", max));
  return max;
}

bool HyperparameterReader::Boolean(const char* name) { return values_.at(name).get<bool>(); }

std::string HyperparameterReader::OneOf(const char* name, const std::vector<std::string>& choices) {
  const std::string value = values_.at(name).get<std::string>();
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    Fail(name, absl::StrJoin(choices, " or "));
  }
  return value;
}

std::vector<int> HyperparameterReader::Sizes(const char* name, int max) {
  const std::string value = values_.at(name).get<std::string>();
  std::vector<int> sizes;
  if (value == "none") return sizes;
  for (absl::string_view part : absl::StrSplit(value, '-')) {
    int size = 0;
    if (!absl::SimpleAtoi(part, &size) || size < 1 || size > max) {
      Fail(name, absl::StrCat("sizes from 1 to ", max, " such as 64-32, or none"));
      return {};
    }
    sizes.push_back(size);
  }
  return sizes;
}

std::optional<uint64_t> HyperparameterReader::Seed(const char* name) {
  const auto found = values_.find(name);
  if (found == values_.end() || *found == kSeedOfRun) return std::nullopt;
  int64_t seed = 0;
  if (found->is_string() && ReadSeed(*found, seed)) return seed;
  Fail(name, absl::StrCat(kSeedOfRun, " or a seed from 0"));
  return std::nullopt;
}

void HyperparameterReader::HasNoEffect(const char* name, absl::string_view needs) {
  without_effect_.emplace(name, needs);
}

}  // namespace tenfold

#include "experiments/hyperparameters/hyperparameter_reader.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace tenfold {

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

void HyperparameterReader::HasNoEffect(const char* name, absl::string_view needs) {
  without_effect_.emplace(name, needs);
}

}  // namespace tenfold

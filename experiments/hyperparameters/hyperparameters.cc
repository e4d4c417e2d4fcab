#include "experiments/hyperparameters/hyperparameters.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text/number.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

std::string Names(const Hyperparameters& hyperparameters) {
  std::vector<std::string> names;
  for (const auto& item : hyperparameters.items()) names.push_back(item.key());
  return absl::StrJoin(names, ", ");
}

// Strings become part of run ids and so of file names.
bool IsPlain(absl::string_view text) {
  return !text.empty() && text.size() <= 60 && absl::ascii_isalnum(text[0]) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
         });
}

// Sizes such as "064-32" without zeros in front; any other text as it is.
std::string Canonical(absl::string_view text) {
  std::vector<std::string> parts;
  for (absl::string_view part : absl::StrSplit(text, '-')) {
    if (part.empty() || !std::all_of(part.begin(), part.end(), absl::ascii_isdigit))
      return std::string(text);
    part.remove_prefix(std::min(part.find_first_not_of('0'), part.size() - 1));
    parts.emplace_back(part);
  }
  return absl::StrJoin(parts, "-");
}

}  // namespace

absl::Status SetHyperparameter(absl::string_view assignment, Hyperparameters& hyperparameters) {
  const std::vector<absl::string_view> parts = absl::StrSplit(assignment, absl::MaxSplits('=', 1));
  const std::string name(parts[0]);
  if (parts.size() != 2) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(assignment), " is not of the form name=value"));
  }
  if (!hyperparameters.contains(name)) {
    return absl::InvalidArgumentError(absl::StrCat("unknown hyperparameter ", Quoted(name),
                                                   "; there are ", Names(hyperparameters)));
  }
  Hyperparameters& value = hyperparameters[name];
  const absl::string_view text = parts[1];
  const auto wrong = [&](absl::string_view wanted) {
    return absl::InvalidArgumentError(absl::StrCat(name, " is ", Quoted(text), ", wants ", wanted));
  };
  if (value.is_boolean()) {
    if (text != "true" && text != "false") return wrong("true or false");
    value = text == "true";
  } else if (value.is_number_integer()) {
    int64_t number;
    if (!absl::SimpleAtoi(text, &number)) return wrong("an integer");
    value = number;
  } else if (value.is_number()) {
    double number;
    if (!absl::SimpleAtod(text, &number) || !std::isfinite(number)) return wrong("a number");
    // Networks are trained in float32.
    if (!ParseNumber(text, &number) || (number != 0.0 && static_cast<float>(number) == 0.0f)) {
      return wrong("a number that is not so small that it would become 0");
    }
    value = number + 0.0;  // no -0
  } else {
    if (!IsPlain(text)) return wrong("up to 60 letters, digits, '-', '_' and '.'");
    value = Canonical(text);
  }
  return absl::OkStatus();
}

absl::Status SetHyperparameters(const std::vector<std::string>& assignments,
                                Hyperparameters& hyperparameters) {
  std::set<std::string> names;
  for (const std::string& assignment : assignments) {
    TENFOLD_RETURN_IF_ERROR(SetHyperparameter(assignment, hyperparameters));
    std::string name = assignment.substr(0, assignment.find('='));
    if (!names.insert(name).second)
      return absl::InvalidArgumentError(absl::StrCat(name, " is set twice"));
  }
  return absl::OkStatus();
}

std::string Overrides(const Hyperparameters& preset, const Hyperparameters& hyperparameters) {
  std::vector<std::string> overrides;
  for (const auto& item : hyperparameters.items()) {
    if (preset.at(item.key()) != item.value()) {
      overrides.push_back(absl::StrCat(item.key(), "=", Bare(item.value())));
    }
  }
  return absl::StrJoin(overrides, ",");
}

nlohmann::json WithoutNeutral(const Hyperparameters& hyperparameters,
                              const Hyperparameters& neutral) {
  nlohmann::json rest = nlohmann::json::object();
  for (const auto& item : hyperparameters.items()) {
    const auto value = neutral.find(item.key());
    if (value == neutral.end() || *value != item.value()) rest[item.key()] = item.value();
  }
  return rest;
}

bool SameHyperparameters(const Hyperparameters& a, const Hyperparameters& b) {
  for (const auto& item : a.items()) {
    const auto other = b.find(item.key());
    if (other != b.end() && other->dump() != item.value().dump()) return false;
  }
  return true;
}

}  // namespace tenfold

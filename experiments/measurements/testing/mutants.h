// JSON that is wrong in one place.
#pragma once

#include <functional>
#include <string>

#include "nlohmann/json.hpp"

namespace tenfold::measurements {

enum class Mutation {
  kDeleted,
  kNull,
  kOtherType,  // 1 in place of text, and text in place of anything else
  kEmpty,      // 0, "", [] or {}
  kNegative,   // -1 in place of a number
};

// What was done to which member, such as ratios[3].low: `parent` is "ratios[3]", `name` is "low".
// An element of an array has no name.
struct Mutant {
  Mutation mutation;
  std::string parent, name;
};

// The same without rows that repeat: of each array the first of those that have the same members of
// the same types, and the last of all.
nlohmann::ordered_json WithoutRepeats(const nlohmann::ordered_json& json);

// Changes every member and every element of an array, at any depth, in each way; calls `see` while
// it is changed, and leaves all as it was.
void ForEachMutant(nlohmann::ordered_json& json, const std::function<void(const Mutant&)>& see);

}  // namespace tenfold::measurements

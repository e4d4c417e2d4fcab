#include "experiments/measurements/testing/mutants.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace tenfold::measurements {
namespace {

using Json = nlohmann::ordered_json;
using See = std::function<void(const Mutant&)>;

// Equal for values of the same type with the same members.
std::string ShapeOf(const Json& json) {
  std::string shape = json.type_name();
  if (!json.is_object()) return shape;
  for (const auto& item : json.items())
    absl::StrAppend(&shape, " ", item.key(), ":", ShapeOf(item.value()));
  return shape + ".";
}

Json EmptyOf(const Json& json) {
  if (json.is_object()) return Json::object();
  if (json.is_array()) return Json::array();
  return json.is_string() ? Json("") : Json(0);
}

void Replace(Json& place, Json with, const Mutant& mutant, const See& see) {
  if (place == with) return;
  std::swap(place, with);
  see(mutant);
  std::swap(place, with);
}

void Mutate(Json& json, const std::string& path, const See& see);

// What stands in one place of an object or an array.
void MutateAt(Json& place, const std::string& parent, const std::string& name,
              const std::string& path, const See& see) {
  Replace(place, nullptr, {Mutation::kNull, parent, name}, see);
  Replace(place, place.is_string() ? Json(1) : Json("x"), {Mutation::kOtherType, parent, name},
          see);
  Replace(place, EmptyOf(place), {Mutation::kEmpty, parent, name}, see);
  if (place.is_number()) Replace(place, -1, {Mutation::kNegative, parent, name}, see);
  Mutate(place, path, see);
}

void Mutate(Json& json, const std::string& path, const See& see) {
  if (json.is_array()) {
    for (size_t i = 0; i < json.size(); ++i) {
      MutateAt(json[i], path, "", absl::StrCat(path, "[", i, "]"), see);
      Json element = std::move(json[i]);
      json.erase(i);
      see({Mutation::kDeleted, path, ""});
      json.insert(json.begin() + static_cast<long>(i), std::move(element));
    }
  }
  if (!json.is_object()) return;
  std::vector<std::string> names;
  for (const auto& item : json.items()) names.push_back(item.key());
  for (const std::string& name : names) {
    MutateAt(json[name], path, name, path.empty() ? name : absl::StrCat(path, ".", name), see);
    // Put back it would be the last.
    Json whole = json;
    json.erase(name);
    see({Mutation::kDeleted, path, name});
    json = std::move(whole);
  }
}

}  // namespace

Json WithoutRepeats(const Json& json) {
  Json thinned = json;
  if (json.is_object()) {
    for (const auto& item : json.items()) thinned[item.key()] = WithoutRepeats(item.value());
  }
  if (!json.is_array()) return thinned;
  thinned.clear();
  std::set<std::string> seen;
  for (size_t i = 0; i < json.size(); ++i) {
    if (!seen.insert(ShapeOf(json[i])).second && i + 1 < json.size()) continue;
    thinned.push_back(WithoutRepeats(json[i]));
  }
  return thinned;
}

void ForEachMutant(Json& json, const See& see) { Mutate(json, "", see); }

}  // namespace tenfold::measurements

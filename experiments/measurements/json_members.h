// The members of a JSON object, named once: the same list reads a struct from JSON and writes it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace tenfold::measurements {

// Names with a text or an object each, in the file's order.
template <typename T>
using Named = std::vector<std::pair<std::string, T>>;

// A function gets it and a struct, and names each member in the file's order. When reading, values
// change and the first error is kept; when writing, values stay and there is no error.
class JsonMembers {
 public:
  using Json = nlohmann::ordered_json;

  // `where`: of `object` in the file, for errors; empty for the whole.
  static JsonMembers Reading(const Json& object, std::string where);
  static JsonMembers Writing(Json& object) { return JsonMembers(nullptr, &object, ""); }

  // InvalidArgument: one line that says which member is missing or not what is wanted.
  const absl::Status& status() const { return status_; }

  void Text(const char* name, std::string& value);
  void Flag(const char* name, bool& value);
  void Integer(const char* name, int64_t& value);
  void Count(const char* name, int64_t& value);          // from 0 on
  void PositiveCount(const char* name, int64_t& value);  // from 1 on
  void Number(const char* name, double& value);
  void NotNegative(const char* name, double& value);
  void Positive(const char* name, double& value);
  void Texts(const char* name, std::vector<std::string>& value);
  void NamedTexts(const char* name, Named<std::string>& value);
  // None of them negative, at least one.
  void Numbers(const char* name, std::vector<double>& value);
  void PositivePairs(const char* name, std::vector<std::array<double, 2>>& value);

  // Whether a member that need not be there is: in the JSON when it is read (`value` is made then),
  // in the struct when it is written.
  bool Has(const char* name, bool has_value) const {
    return in_ == nullptr ? has_value : Contains(name);
  }
  template <typename T>
  bool Has(const char* name, std::optional<T>& value) {
    if (in_ != nullptr && Contains(name)) value.emplace();
    return value.has_value();
  }
  // The same for a member that has to be there but may be null.
  template <typename T>
  bool NotNull(const char* name, std::optional<T>& value) {
    if (in_ == nullptr && !value.has_value()) (*out_)[name] = nullptr;
    if (const Json* json = Find(name); json != nullptr && !json->is_null()) value.emplace();
    return value.has_value();
  }

  // An object of its own, an array of objects, and objects with names that are data. `describe`
  // names the members of one.
  template <typename T>
  using Description = void (*)(JsonMembers& members, T& value);
  template <typename T>
  void Object(const char* name, T& value, Description<T> describe) {
    if (in_ == nullptr) return WriteTo((*out_)[name], value, describe);
    if (const Json* json = Find(name)) ReadFrom(*json, PathOf(name), value, describe);
  }
  template <typename T>
  void Objects(const char* name, std::vector<T>& values, Description<T> describe) {
    if (in_ == nullptr) {
      Json& array = (*out_)[name] = Json::array();
      for (T& value : values) WriteTo(array.emplace_back(), value, describe);
      return;
    }
    const Json* json = Find(name, &Json::is_array, "an array of objects");
    if (json == nullptr) return;
    for (size_t i = 0; i < json->size() && status_.ok(); ++i) {
      ReadFrom((*json)[i], absl::StrCat(PathOf(name), "[", i, "]"), values.emplace_back(),
               describe);
    }
  }
  template <typename T>
  void NamedObjects(const char* name, Named<T>& values, Description<T> describe) {
    if (in_ == nullptr) {
      Json& object = (*out_)[name] = Json::object();
      for (auto& [key, value] : values) WriteTo(object[key], value, describe);
      return;
    }
    const Json* json = Find(name, &Json::is_object, "an object of objects");
    if (json == nullptr) return;
    for (const auto& item : json->items()) {
      if (!status_.ok()) return;
      ReadFrom(item.value(), absl::StrCat(PathOf(name), ".", item.key()),
               values.emplace_back(item.key(), T()).second, describe);
    }
  }

  // Errors when reading: unless the member is there, and unless it `is_wanted`.
  void Require(const char* name) { Find(name); }
  void Expect(const char* name, bool is_wanted, absl::string_view wanted) {
    if (in_ != nullptr && !is_wanted) Fail(name, wanted);
  }

 private:
  JsonMembers(const Json* in, Json* out, std::string where)
      : in_(in), out_(out), where_(std::move(where)) {}

  template <typename T>
  static void WriteTo(Json& json, T& value, Description<T> describe) {
    json = Json::object();
    JsonMembers members = Writing(json);
    describe(members, value);
  }
  template <typename T>
  void ReadFrom(const Json& json, std::string where, T& value, Description<T> describe) {
    JsonMembers members = Reading(json, std::move(where));
    if (members.status().ok()) describe(members, value);
    status_.Update(members.status());
  }

  bool Contains(const char* name) const { return status_.ok() && in_->contains(name); }
  std::string PathOf(absl::string_view name) const;
  // Null when writing and after an error, which is kept; a member of another type is one.
  const Json* Find(const char* name, bool (Json::*is_type)() const noexcept = nullptr,
                   absl::string_view wanted = "");
  void Fail(absl::string_view name, absl::string_view wanted);
  void Number(const char* name, double& value, absl::string_view wanted, bool (*is_wanted)(double));

  const Json* in_;  // null when writing
  Json* out_;       // null when reading
  std::string where_;
  absl::Status status_;
};

}  // namespace tenfold::measurements

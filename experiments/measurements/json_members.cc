#include "experiments/measurements/json_members.h"

#include "base/text/quoted.h"

namespace tenfold::measurements {

namespace {

constexpr char kFromZero[] = "a number from 0 on";

}  // namespace

using Json = nlohmann::ordered_json;

JsonMembers JsonMembers::Reading(const Json& object, std::string where) {
  JsonMembers members(&object, nullptr, std::move(where));
  if (!object.is_object()) {
    members.status_ = absl::InvalidArgumentError(
        absl::StrCat(members.where_.empty() ? "is" : absl::StrCat(Quoted(members.where_), " is"),
                     " not a JSON object"));
  }
  return members;
}

void JsonMembers::Text(const char* name, std::string& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
  } else if (const Json* json = Find(name, &Json::is_string, "a string")) {
    value = json->get<std::string>();
  }
}

void JsonMembers::Flag(const char* name, bool& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
  } else if (const Json* json = Find(name, &Json::is_boolean, "true or false")) {
    value = json->get<bool>();
  }
}

void JsonMembers::Integer(const char* name, int64_t& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
  } else if (const Json* json = Find(name, &Json::is_number_integer, "an integer")) {
    value = json->get<int64_t>();
  }
}

void JsonMembers::Count(const char* name, int64_t& value) {
  Integer(name, value);
  Expect(name, value >= 0, "an integer from 0 on");
}

void JsonMembers::PositiveCount(const char* name, int64_t& value) {
  Integer(name, value);
  Expect(name, value >= 1, "an integer from 1 on");
}

void JsonMembers::Number(const char* name, double& value, absl::string_view wanted,
                         bool (*is_wanted)(double)) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
  } else if (const Json* json = Find(name, &Json::is_number, wanted)) {
    value = json->get<double>();
    Expect(name, is_wanted(value), wanted);
  }
}

void JsonMembers::Number(const char* name, double& value) {
  Number(name, value, "a number", [](double) { return true; });
}

void JsonMembers::NotNegative(const char* name, double& value) {
  Number(name, value, kFromZero, [](double x) { return x >= 0.0; });
}

void JsonMembers::Positive(const char* name, double& value) {
  Number(name, value, "a number above 0", [](double x) { return x > 0.0; });
}

void JsonMembers::Texts(const char* name, std::vector<std::string>& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
    return;
  }
  const Json* json = Find(name, &Json::is_array, "an array of strings");
  if (json == nullptr) return;
  for (size_t i = 0; i < json->size(); ++i) {
    if (!(*json)[i].is_string()) return Fail(absl::StrCat(name, "[", i, "]"), "a string");
    value.push_back((*json)[i].get<std::string>());
  }
}

void JsonMembers::NamedTexts(const char* name, Named<std::string>& value) {
  if (in_ == nullptr) {
    Json& object = (*out_)[name] = Json::object();
    for (const auto& [key, text] : value) object[key] = text;
    return;
  }
  const Json* json = Find(name, &Json::is_object, "an object of strings");
  if (json == nullptr) return;
  for (const auto& item : json->items()) {
    if (!item.value().is_string()) return Fail(absl::StrCat(name, ".", item.key()), "a string");
    value.emplace_back(item.key(), item.value().get<std::string>());
  }
}

void JsonMembers::Numbers(const char* name, std::vector<double>& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
    return;
  }
  const Json* json = Find(name, &Json::is_array, "an array of numbers");
  if (json == nullptr) return;
  Expect(name, !json->empty(), "an array of numbers, at least one");
  for (size_t i = 0; i < json->size(); ++i) {
    const Json& number = (*json)[i];
    if (!number.is_number() || !(number.get<double>() >= 0.0)) {
      return Fail(absl::StrCat(name, "[", i, "]"), kFromZero);
    }
    value.push_back(number.get<double>());
  }
}

void JsonMembers::PositivePairs(const char* name, std::vector<std::array<double, 2>>& value) {
  if (in_ == nullptr) {
    (*out_)[name] = value;
    return;
  }
  const auto is_positive = [](const Json& number) {
    return number.is_number() && number.get<double>() > 0.0;
  };
  const Json* json = Find(name, &Json::is_array, "an array of pairs of numbers");
  if (json == nullptr) return;
  for (size_t i = 0; i < json->size(); ++i) {
    const Json& pair = (*json)[i];
    if (!pair.is_array() || pair.size() != 2 || !is_positive(pair[0]) || !is_positive(pair[1])) {
      return Fail(absl::StrCat(name, "[", i, "]"), "a pair of numbers above 0");
    }
    value.push_back({pair[0].get<double>(), pair[1].get<double>()});
  }
}

std::string JsonMembers::PathOf(absl::string_view name) const {
  return absl::StrCat(where_, where_.empty() ? "" : ".", name);
}

void JsonMembers::Fail(absl::string_view name, absl::string_view wanted) {
  status_.Update(
      absl::InvalidArgumentError(absl::StrCat(Quoted(PathOf(name)), " is not ", wanted)));
}

const Json* JsonMembers::Find(const char* name, bool (Json::*is_type)() const noexcept,
                              absl::string_view wanted) {
  if (in_ == nullptr || !status_.ok()) return nullptr;
  const auto found = in_->find(name);
  if (found == in_->end()) {
    status_ = absl::InvalidArgumentError(absl::StrCat(Quoted(PathOf(name)), " is missing"));
    return nullptr;
  }
  if (is_type == nullptr || ((*found).*is_type)()) return &*found;
  Fail(name, wanted);
  return nullptr;
}

}  // namespace tenfold::measurements

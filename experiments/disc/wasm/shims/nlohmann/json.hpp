// A flat JSON object and its values, as far as hyperparameters need them: without a parser.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"

namespace nlohmann {

class ordered_json {
 public:
  using Member = std::pair<std::string, ordered_json>;

  ordered_json() = default;
  ordered_json(bool value) : value_(value) {}
  template <typename T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
  ordered_json(T value) : value_(static_cast<double>(value)) {}
  ordered_json(const char* value) : value_(std::string(value)) {}
  ordered_json(std::string value) : value_(std::move(value)) {}
  // An object: {{"name", value}, ...}.
  ordered_json(std::initializer_list<std::pair<const char*, ordered_json>> members) {
    for (const auto& [name, value] : members) (*this)[name] = value;
  }

  // Numbers, strings and booleans of which the kind is known.
  template <typename T>
  T get() const {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
      return *std::get_if<T>(&value_);
    } else {
      return static_cast<T>(*std::get_if<double>(&value_));
    }
  }
  template <typename Reference>
  Reference get_ref() const {
    return *std::get_if<std::string>(&value_);
  }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  std::string dump() const {
    if (const bool* value = std::get_if<bool>(&value_)) return *value ? "true" : "false";
    return absl::StrCat(get<double>());
  }
  friend bool operator==(const ordered_json& a, std::string_view b) {
    const std::string* text = std::get_if<std::string>(&a.value_);
    return text != nullptr && *text == b;
  }

  // Of an object. A name that is not there is a value of its own.
  ordered_json& operator[](std::string_view name) {
    for (Member& member : members_) {
      if (member.first == name) return member.second;
    }
    return members_.emplace_back(std::string(name), ordered_json()).second;
  }
  const ordered_json& at(std::string_view name) const { return *find(name); }

  // An iterator is the member's value, or null behind the last one.
  const ordered_json* find(std::string_view name) const {
    for (const Member& member : members_) {
      if (member.first == name) return &member.second;
    }
    return nullptr;
  }
  const ordered_json* end() const { return nullptr; }

  struct Item {
    const std::string& key() const { return member->first; }
    const ordered_json& value() const { return member->second; }
    const Member* member;
  };
  std::vector<Item> items() const {
    std::vector<Item> items;
    for (const Member& member : members_) items.push_back({&member});
    return items;
  }

 private:
  std::variant<std::monostate, bool, double, std::string> value_;
  std::vector<Member> members_;
};

}  // namespace nlohmann

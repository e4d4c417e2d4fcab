// The files of measurements as text. T is Benchmark, Growth or Accuracy, all of which are JSON of
// the members that their Describe names.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/measurements/json_members.h"
#include "nlohmann/json.hpp"

namespace tenfold::measurements {

// Objects and arrays whose names and strings are short and plain, whose arrays are not long and
// whose numbers are not huge, so that nobody who shows them need think of markup, of code for
// gnuplot, of a terminal or of memory. What goes on no page (`why`, `cleared_environment`) may be
// any text. InvalidArgument in one line.
absl::Status CheckPlain(const nlohmann::ordered_json& json);
// As CheckPlain wants it.
absl::StatusOr<nlohmann::ordered_json> ParsePlain(absl::string_view text);
// The bytes of a file that is not larger than any such is. A path means what it meant where the
// command was given; errors name it.
absl::StatusOr<std::string> ReadMeasurements(const std::string& path);
std::string ToText(const nlohmann::ordered_json& json);

// InvalidArgument says in one line which member is missing or not what is wanted.
template <typename T>
absl::StatusOr<T> FromJson(const nlohmann::ordered_json& json) {
  T value;
  JsonMembers members = JsonMembers::Reading(json, "");
  if (members.status().ok()) Describe(members, value);
  if (!members.status().ok()) return members.status();
  return value;
}

template <typename T>
nlohmann::ordered_json ToJson(T value) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  JsonMembers members = JsonMembers::Writing(json);
  Describe(members, value);
  return json;
}

template <typename T>
absl::StatusOr<T> Parse(absl::string_view text) {
  const absl::StatusOr<nlohmann::ordered_json> json = ParsePlain(text);
  if (!json.ok()) return json.status();
  return FromJson<T>(*json);
}

// The same of a file, and errors begin with its path.
template <typename T>
absl::StatusOr<T> Read(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadMeasurements(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<T> value = Parse<T>(*text);
  if (value.ok()) return value;
  return absl::Status(value.status().code(), absl::StrCat(path, ": ", value.status().message()));
}

}  // namespace tenfold::measurements

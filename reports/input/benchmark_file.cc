#include "reports/input/benchmark_file.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/bounded_json.h"
#include "base/files.h"
#include "base/quoted.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

// Some ten times what a session of all workloads and operations has.
constexpr int64_t kMaxBytes = int64_t{16} << 20;
constexpr JsonBounds kBounds = {/*max_depth=*/16, /*max_names=*/200000, /*max_values=*/400000};
constexpr size_t kMaxRows = 5000;
constexpr size_t kMaxText = 300;
constexpr double kMaxNumber = 1e15;
constexpr char kPunctuation[] = " ()+,-./:;=_@%";

absl::Status CheckText(absl::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains(kPunctuation, c);
  });
  if (plain && text.size() <= kMaxText) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(Quoted(text), " is no name; expected up to ",
                                                 kMaxText, " letters, digits and any of \"",
                                                 kPunctuation, "\""));
}

absl::Status Check(const Json& json) {
  if (json.is_string()) return CheckText(json.get_ref<const std::string&>());
  if (json.is_number() && !(std::fabs(json.get<double>()) <= kMaxNumber)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the number ", json.dump(), " is larger than any that is measured"));
  }
  if (!json.is_structured()) return absl::OkStatus();
  if (json.size() > kMaxRows) {
    return absl::InvalidArgumentError(
        absl::StrCat("a list of ", json.size(), "; expected at most ", kMaxRows, " of anything"));
  }
  for (const auto& item : json.items()) {
    absl::Status status = json.is_object() ? CheckText(item.key()) : absl::OkStatus();
    if (status.ok()) status = Check(item.value());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Json> ReadBenchmark(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxBytes);
  if (!text.ok()) return text.status();
  absl::StatusOr<Json> json = ParseBoundedJson(*text, kBounds);
  absl::Status status = json.status();
  if (status.ok() && !json->is_object())
    status = absl::InvalidArgumentError("is not a JSON object");
  if (status.ok()) status = Check(*json);
  if (!status.ok()) return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
  return json;
}

}  // namespace tenfold::reports

#include "experiments/measurements/file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "base/text/quoted.h"

namespace tenfold::measurements {
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

bool GoesOnNoPage(absl::string_view name) { return name == "why" || name == "cleared_environment"; }

}  // namespace

absl::Status CheckPlain(const Json& json) {
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
    if (json.is_object() && GoesOnNoPage(item.key())) continue;
    absl::Status status = json.is_object() ? CheckText(item.key()) : absl::OkStatus();
    if (status.ok()) status = CheckPlain(item.value());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<Json> ParsePlain(absl::string_view text) {
  absl::StatusOr<Json> json = ParseBoundedJson(text, kBounds);
  if (!json.ok()) return json.status();
  TENFOLD_RETURN_IF_ERROR(CheckPlain(*json));
  return json;
}

absl::StatusOr<std::string> ReadMeasurements(const std::string& path) {
  return ReadFile(FromCallersFolder(path), kMaxBytes);
}

std::string ToText(const Json& json) {
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tenfold::measurements

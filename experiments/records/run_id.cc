#include "experiments/records/run_id.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace tenfold {
namespace {

constexpr size_t kMaxComponents = 16;

bool IsAllowed(char c) { return absl::ascii_isalnum(c) || absl::StrContains("._,=+-", c); }

}  // namespace

bool IsRunIdComponent(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxRunIdComponentSize && absl::ascii_isalnum(text[0]) &&
         std::all_of(text.begin(), text.end(), IsAllowed);
}

absl::Status CheckRunId(absl::string_view run_id) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(
        "run id \"", absl::CHexEscape(run_id.substr(0, 2 * kMaxRunIdComponentSize)), "\" ", what));
  };
  const std::vector<absl::string_view> components = absl::StrSplit(run_id, '/');
  if (components.size() > kMaxComponents) {
    return error(absl::StrCat("has more than ", kMaxComponents, " components"));
  }
  for (absl::string_view component : components) {
    if (component.empty()) return error("has an empty component");
    if (component.size() > kMaxRunIdComponentSize) {
      return error(
          absl::StrCat("has a component of more than ", kMaxRunIdComponentSize, " characters"));
    }
    if (component[0] == '.') return error("has a component that begins with a dot");
    if (!std::all_of(component.begin(), component.end(), IsAllowed)) {
      return error("has characters other than letters, digits, \"._,=+-\" and slashes");
    }
    if (!IsRunIdComponent(component)) {
      return error("has a component that does not begin with a letter or digit");
    }
  }
  const auto reserved = std::find(kReservedFolders.begin(), kReservedFolders.end(), components[0]);
  if (reserved != kReservedFolders.end()) {
    return error(absl::StrCat("begins with the reserved folder \"", *reserved, "\""));
  }
  return absl::OkStatus();
}

}  // namespace tenfold

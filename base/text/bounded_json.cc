#include "base/text/bounded_json.h"

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text/number.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

// Looks at a text while it is parsed; what it refuses is not kept, so a text that has gone out of
// bounds takes no more memory.
class Guard {
 public:
  explicit Guard(const JsonBounds& bounds) : bounds_(bounds) {}

  bool Keep(int depth, Json::parse_event_t event, const Json& parsed) {
    if (!status_.ok()) return false;
    // Copying and printing recurse into what is nested.
    if (depth > bounds_.max_depth) {
      Fail(absl::StrCat("JSON nested deeper than ", bounds_.max_depth, " levels"));
    } else if (Begins(event) && ++values_ > bounds_.max_values) {
      Fail(absl::StrCat("JSON with more than ", bounds_.max_values, " values"));
    } else if (event == Json::parse_event_t::object_start) {
      names_.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      names_.pop_back();
    } else if (event == Json::parse_event_t::key) {
      const std::string& name = parsed.get_ref<const std::string&>();
      // Looking up a name takes as long as there are names.
      if (++count_ > bounds_.max_names) {
        Fail(absl::StrCat("JSON with more than ", bounds_.max_names, " names"));
      } else if (!names_.back().insert(name).second) {
        Fail(absl::StrCat("JSON with the name \"", absl::CHexEscape(name.substr(0, 100)),
                          "\" twice in one object"));
      }
    }
    return status_.ok();
  }

  const absl::Status& status() const { return status_; }

 private:
  // Whether a value begins.
  static bool Begins(Json::parse_event_t event) {
    return event == Json::parse_event_t::value || event == Json::parse_event_t::object_start ||
           event == Json::parse_event_t::array_start;
  }

  void Fail(const std::string& what) { status_ = absl::InvalidArgumentError(what); }

  const JsonBounds bounds_;
  std::vector<std::set<std::string>> names_;  // of the objects that are open
  int count_ = 0, values_ = 0;
  absl::Status status_;
};

// Whether there is a number in a valid text that is not 0 but becomes 0, as no double is so small.
bool HasTooSmallNumber(absl::string_view text) {
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_string = !in_string;
    if (in_string && text[i] == '\\') ++i;
    if (in_string || !(absl::ascii_isdigit(text[i]) || text[i] == '-')) continue;
    const absl::string_view rest = text.substr(i);
    const absl::string_view number = rest.substr(0, rest.find_first_not_of("0123456789+-.eE"));
    double value = 0.0;
    // What is not 0 and has no exponent takes 300 digits to be so small.
    const bool may_be =
        number.size() > 300 || absl::StrContains(number, "e-") || absl::StrContains(number, "E-");
    if (may_be && !ParseNumber(number, &value)) return true;
    i += number.size() - 1;
  }
  return false;
}

}  // namespace

absl::StatusOr<Json> ParseBoundedJson(absl::string_view text, const JsonBounds& bounds) {
  Guard guard(bounds);
  const auto keep = [&guard](int depth, Json::parse_event_t event, const Json& parsed) {
    return guard.Keep(depth, event, parsed);
  };
  Json json = Json::parse(text.begin(), text.end(), keep, /*allow_exceptions=*/false);
  if (!guard.status().ok()) return guard.status();
  if (json.is_discarded()) return absl::InvalidArgumentError("not valid JSON");
  if (HasTooSmallNumber(text)) {
    return absl::InvalidArgumentError(
        "JSON with a number that no double holds, as it is too small");
  }
  return json;
}

}  // namespace tenfold

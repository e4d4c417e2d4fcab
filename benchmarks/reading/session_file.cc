#include "benchmarks/reading/session_file.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "benchmarks/machine/disturbance.h"

namespace tenfold {

using nlohmann::ordered_json;

absl::StatusOr<ordered_json> ReadSessionFile(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(FromCallersFolder(path), int64_t{1} << 28);
  if (!text.ok()) return text.status();
  ordered_json json = ordered_json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return absl::InvalidArgumentError(absl::StrCat(path, ": is not JSON"));
  return json;
}

std::vector<std::string> Reservations(const ordered_json& session) {
  std::vector<std::string> reservations;
  if (!session.is_object()) return reservations;
  const auto is_set = [&](const char* key) { return session.value(key, ordered_json()) == true; };
  if (is_set("interrupted")) reservations.push_back("was interrupted");
  if (is_set("quick")) reservations.push_back("was made with --quick");
  if (is_set("kept_disturbed")) reservations.push_back("was made with --keep_disturbed");
  const ordered_json busy = session.value("busy_at_start", ordered_json());
  if (busy.is_number() && busy.get<double>() > kMostOthersShare) {
    reservations.push_back(absl::StrFormat("began while others used %.0f %% of a processor",
                                           busy.get<double>() * 100));
  }
  return reservations;
}

}  // namespace tenfold

// What the two programs of this folder have in common.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "base/text/quoted.h"
#include "experiments/ladder/setting_runs.h"

namespace tenfold::ladder {

// T has a `name`.
template <typename T>
std::string NamesOf(const std::vector<T>& all) {
  return absl::StrJoin(all, ", ", [](std::string* out, const T& one) { out->append(one.name); });
}

// Those that a flag names, all if it names none. InvalidArgument says which there are.
template <typename T>
absl::StatusOr<std::vector<const T*>> Choose(absl::string_view flag, absl::string_view what,
                                             const std::vector<T>& all,
                                             const std::vector<std::string>& names) {
  std::vector<const T*> chosen;
  if (names.empty()) {
    for (const T& one : all) chosen.push_back(&one);
  }
  for (const std::string& name : names) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
    if (found == all.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat(flag, ": unknown ", what, " ", Quoted(name), "; there are ", NamesOf(all)));
    }
    chosen.push_back(&*found);
  }
  return chosen;
}

// The runs in the folder of --results_dir, trained by --jobs at a time.
absl::StatusOr<SettingRuns> OpenFromFlags(const std::string& argv0);

// Parses the command line and runs `run`; the exit code as of all programs that train. `source`:
// as ParseCommandLine's.
int Main(const std::string& usage, const std::string& source,
         const std::function<absl::Status(const std::string& argv0)>& run, int argc, char** argv);

}  // namespace tenfold::ladder

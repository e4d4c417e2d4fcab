// What the two programs of this folder have in common.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "base/text/quoted.h"
#include "experiments/ladder/setting.h"
#include "experiments/records/run_record.h"
#include "experiments/settings/setting_sweeps.h"

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

// What trains in the folder of --results_dir, --jobs runs at a time.
absl::StatusOr<SettingSweeps> OpenFromFlags(const std::string& argv0);

// Trains what is not there yet of the setting; its records by seed.
absl::StatusOr<std::vector<RunRecord>> Train(const Setting& setting,
                                             const std::vector<int64_t>& seeds,
                                             const std::string& name, SettingSweeps& sweeps);

// first, first + 1, ...
std::vector<int64_t> SeedsFrom(int64_t first, int count);

// "0.9905 +- 0.0031  12.3 s": of test accuracy and training time.
std::string Outcome(const std::vector<RunRecord>& records);

// Parses the command line and runs `run`; the exit code as of all programs that train. `source`:
// as ParseCommandLine's.
int Main(const std::string& usage, const std::string& source,
         const std::function<absl::Status(const std::string& argv0)>& run, int argc, char** argv);

}  // namespace tenfold::ladder

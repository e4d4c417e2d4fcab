#include "experiments/testing/power_loss.h"

#include <cstdio>
#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "base/text/digest.h"
#include "experiments/testing/tree_folder.h"

namespace tenfold {
namespace {

constexpr int kMostStates = 5000;  // after one call

}  // namespace

Exploration ExplorePowerLosses(
    const Tree& before, const std::vector<std::string>& log, const std::string& folder,
    const std::function<std::string(const std::string& line, const FileSystemModel& model)>&
        after_line,
    const std::function<std::string(const std::string& state)>& check) {
  Exploration exploration;
  FileSystemModel model(before);
  TreeFolder state(folder);
  std::set<std::string> seen;
  for (const std::string& line : log) {
    model.Apply(line);
    ++exploration.calls;
    const std::string known = after_line(line, model);
    const bool all = model.ForEachState(kMostStates, [&](const Tree& tree) {
      Sha256 digest;
      for (const auto& [path, bytes] : tree) digest.Add(absl::StrCat(path, "\n", bytes, "\n"));
      digest.Add(known);
      if (!seen.insert(digest.Hex()).second) return;
      ++exploration.states;
      state.Become(tree);
      const std::string problem = check(state.path());
      if (problem.empty()) return;
      exploration.losses.push_back(absl::StrCat("after \"", line.substr(0, 100), "\": ", problem));
    });
    if (all) continue;
    std::fprintf(stderr, "more than %d states after %s\n", kMostStates, line.c_str());
    std::abort();
  }
  return exploration;
}

}  // namespace tenfold

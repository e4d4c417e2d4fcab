// Looks for hyperparameters by successive halving: many candidates with few seeds, the best of them
// with more. Judged on train digits that a run does not train on; no test digit is read.
#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "experiments/callers_folder.h"
#include "experiments/command_line.h"
#include "experiments/interruption.h"
#include "experiments/ladder/candidates.h"
#include "experiments/ladder/search_space.h"
#include "experiments/ladder/setting_runs.h"
#include "experiments/quoted.h"

ABSL_FLAG(std::vector<std::string>, spaces, {},
          "Names of search spaces, separated by commas. Default: all.");
ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(std::string, results_dir, "results",
          "Folder of the run records, relative to the folder in which the command was given.");

namespace tenfold::ladder {
namespace {

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const SearchSpace& space : SearchSpaces()) names.push_back(space.name);
  return names;
}

absl::Status Search(const SearchSpace& space, SettingRuns& runs) {
  std::vector<std::string> left = DrawCandidates(space);
  for (size_t i = 0; i < space.stages.size(); ++i) {
    const Stage& stage = space.stages[i];
    std::map<std::string, std::vector<double>> accuracies;
    std::map<std::string, std::string> outcomes;
    for (size_t c = 0; c < left.size(); ++c) {
      const absl::StatusOr<std::vector<RunRecord>> records =
          runs.Run(SettingOf(space, left[c]), SeedsFrom(kFirstSearchSeed, stage.seeds),
                   absl::StrCat(space.name, ", stage ", i + 1, " of ", space.stages.size(),
                                ", candidate ", c + 1, " of ", left.size()));
      if (!records.ok()) return records.status();
      for (const RunRecord& record : *records) {
        accuracies[left[c]].push_back(record.test_accuracy.value_or(0.0));
      }
      outcomes[left[c]] = Outcome(*records);
    }
    left = BestOf(left, accuracies, static_cast<int>(left.size()));
    std::printf("%s, stage %zu: %zu candidates, %d seeds, the first %d stay\n", space.name.c_str(),
                i + 1, left.size(), stage.seeds, stage.kept);
    for (const std::string& candidate : left) {
      std::printf("  %s  %s\n", outcomes[candidate].c_str(),
                  candidate.empty() ? "as it is" : candidate.c_str());
    }
    std::fflush(stdout);
    left.resize(std::min(left.size(), static_cast<size_t>(stage.kept)));
  }
  return absl::OkStatus();
}

absl::Status Run(const std::string& argv0) {
  std::vector<std::string> names = absl::GetFlag(FLAGS_spaces);
  if (names.empty()) names = Names();
  std::vector<const SearchSpace*> spaces;
  for (const std::string& name : names) {
    const auto found = std::find_if(SearchSpaces().begin(), SearchSpaces().end(),
                                    [&](const SearchSpace& space) { return space.name == name; });
    if (found == SearchSpaces().end()) {
      return absl::InvalidArgumentError(absl::StrCat("--spaces: unknown search space ",
                                                     Quoted(name), "; there are ",
                                                     absl::StrJoin(Names(), ", ")));
    }
    spaces.push_back(&*found);
  }
  absl::StatusOr<SettingRuns> runs = SettingRuns::Open(
      argv0, FromCallersFolder(absl::GetFlag(FLAGS_results_dir)), absl::GetFlag(FLAGS_jobs));
  if (!runs.ok()) return runs.status();
  for (const SearchSpace* space : spaces) {
    const absl::Status status = Search(*space, *runs);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::ladder

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status = RefuseArguments(ParseCommandLine(
      absl::StrCat("Trains candidates of hyperparameters with engine simd, and more seeds of those "
                   "that do best on train digits left out of training. Runs that are there already "
                   "are not run again.\n\n  spaces: ",
                   absl::StrJoin(ladder::Names(), ", ")),
      "search_main", argc, argv));
  CatchInterruptions();
  if (status.ok()) status = ladder::Run(argv[0]);
  if (status.ok()) return 0;
  if (absl::IsCancelled(status)) return 128 + InterruptingSignal();
  std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return 1;
}

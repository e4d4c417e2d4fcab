// Looks for hyperparameters by successive halving: many candidates with few seeds, the best of them
// with more. Judged on train digits that a run does not train on; no test digit is read.
#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/ladder/candidates.h"
#include "experiments/ladder/program.h"
#include "experiments/ladder/search_space.h"

ABSL_FLAG(std::vector<std::string>, spaces, {},
          "Names of search spaces, separated by commas. Default: all.");

namespace tenfold::ladder {
namespace {

absl::Status Search(const SearchSpace& space, SettingSweeps& sweeps) {
  std::vector<std::string> left = DrawCandidates(space);
  for (size_t i = 0; i < space.stages.size(); ++i) {
    const Stage& stage = space.stages[i];
    std::map<std::string, std::vector<double>> accuracies;
    std::map<std::string, std::string> outcomes;
    for (size_t c = 0; c < left.size(); ++c) {
      TENFOLD_ASSIGN_OR_RETURN(
          const std::vector<RunRecord> records,
          Train(SettingOf(space, left[c]), SeedsFrom(kFirstSearchSeed, stage.seeds),
                absl::StrCat(space.name, ", stage ", i + 1, " of ", space.stages.size(),
                             ", candidate ", c + 1, " of ", left.size()),
                sweeps));
      for (const RunRecord& record : records) {
        accuracies[left[c]].push_back(record.test_accuracy.value_or(0.0));
      }
      outcomes[left[c]] = Outcome(records);
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
  TENFOLD_ASSIGN_OR_RETURN(
      const std::vector<const SearchSpace*> spaces,
      Choose("--spaces", "search space", SearchSpaces(), absl::GetFlag(FLAGS_spaces)));
  TENFOLD_ASSIGN_OR_RETURN(SettingSweeps sweeps, OpenFromFlags(argv0));
  for (const SearchSpace* space : spaces) {
    TENFOLD_RETURN_IF_ERROR(Search(*space, sweeps));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::ladder

int main(int argc, char** argv) {
  using namespace tenfold;
  return ladder::Main(
      absl::StrCat("Trains candidates of hyperparameters with engine simd, and more seeds of those "
                   "that do best on train digits left out of training. Runs that are there already "
                   "are not run again.\n\n  spaces: ",
                   ladder::NamesOf(ladder::SearchSpaces())),
      "ladder/", ladder::Run, argc, argv);
}

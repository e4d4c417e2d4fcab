// Climbs the ladders: trains every rung and prints what each idea is worth.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/ladder/program.h"
#include "experiments/ladder/rungs.h"
#include "experiments/sweeps/program/seeds.h"

ABSL_FLAG(std::vector<std::string>, ladders, {},
          "Names of ladders, separated by commas. Default: all.");
ABSL_FLAG(std::string, seeds, "", "Seeds of every rung, for instance 0-4. Default: 0-29.");

namespace tenfold::ladder {
namespace {

absl::Status Climb(const Ladder& ladder, const std::vector<int64_t>& asked, SettingSweeps& sweeps,
                   std::string& table) {
  absl::StrAppend(&table, ladder.title, "\n");
  const auto add = [&](const Rung& rung, const char* prefix) {
    const absl::StatusOr<std::vector<RunRecord>> records =
        Train(rung.setting, asked.empty() ? SeedsFrom(0, kSeeds) : asked,
              absl::StrCat(ladder.name, ", ", prefix, rung.idea), sweeps);
    if (records.ok()) {
      absl::StrAppend(&table, "  ", Outcome(*records), "  ", prefix, rung.idea, "\n");
    }
    return records.status();
  };
  for (const Rung& rung : ladder.rungs) {
    TENFOLD_RETURN_IF_ERROR(add(rung, &rung == &ladder.rungs.front() ? "" : "+ "));
  }
  for (const Rung& rung : ladder.ablations) {
    TENFOLD_RETURN_IF_ERROR(add(rung, "top, "));
  }
  return absl::OkStatus();
}

absl::Status Run(const std::string& argv0) {
  std::vector<int64_t> seeds;
  if (!absl::GetFlag(FLAGS_seeds).empty()) {
    absl::StatusOr<std::vector<int64_t>> parsed = ParseSeeds(absl::GetFlag(FLAGS_seeds));
    if (!parsed.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--seeds: ", parsed.status().message()));
    }
    seeds = *std::move(parsed);
  }
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<const Ladder*> ladders,
                           Choose("--ladders", "ladder", Ladders(), absl::GetFlag(FLAGS_ladders)));
  TENFOLD_ASSIGN_OR_RETURN(SettingSweeps sweeps, OpenFromFlags(argv0));
  std::string table;
  for (const Ladder* ladder : ladders) {
    TENFOLD_RETURN_IF_ERROR(Climb(*ladder, seeds, sweeps, table));
  }
  std::printf("test accuracy, mean +- sample std, and seconds of training a run\n%s",
              table.c_str());
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::ladder

int main(int argc, char** argv) {
  using namespace tenfold;
  return ladder::Main(
      absl::StrCat("Trains each rung of the ladders, from the report's networks to the best, one "
                   "idea at a time, with engine simd. Runs that are there already are not run "
                   "again.\n\n  ladders: ",
                   ladder::NamesOf(ladder::Ladders())),
      "ladder/", ladder::Run, argc, argv);
}

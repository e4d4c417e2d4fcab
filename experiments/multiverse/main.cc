// Trains the grid that declaration.cc declares, and writes what the report needs of its runs.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/multiverse.h"
#include "experiments/multiverse/claims_digest.h"
#include "experiments/multiverse/declaration.h"
#include "experiments/multiverse/design.h"
#include "experiments/multiverse/outcomes.h"
#include "experiments/settings/setting_sweeps.h"
#include "experiments/sweeps/program/run_sweep.h"
#include "experiments/sweeps/program/seeds.h"
#include "experiments/sweeps/provenance.h"

ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(std::string, results_dir, "results-multiverse",
          "Folder of the run records, for these runs alone, relative to the folder in which the "
          "command was given.");
ABSL_FLAG(std::string, output, "",
          "File for the outcomes of all runs, as //reports:report --multiverse reads it.");
ABSL_FLAG(std::vector<std::string>, grids, {},
          "Names of grids, separated by commas: pairs, disc. Default: all.");
ABSL_FLAG(std::string, settings, "",
          "Only these settings of each grid, from 0, for instance 0-4,17. Default: all.");

namespace tenfold::multiverse {
namespace {

// The place of its digits in GridRun.
constexpr size_t kDigestDigits = 16;

absl::Status CheckDeclared(const RunRecord& record) {
  const auto digest = record.provenance.find("claims_digest");
  if (digest != record.provenance.end() && *digest == kClaimsDigest) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("run ", Quoted(record.run_id),
                   " was made by another sweep or under another declaration; choose another "
                   "--results_dir"));
}

absl::StatusOr<measurements::GridSetting> Train(const Grid& grid, const std::vector<int>& levels,
                                                const std::vector<std::string>& variants,
                                                const std::string& name, SettingSweeps& sweeps) {
  measurements::GridSetting setting;
  setting.levels.assign(levels.begin(), levels.end());
  setting.overrides = OverridesOf(grid, levels);
  SettingSweep sweep = {grid.experiment, grid.preset, setting.overrides, variants,
                        std::vector<int64_t>(kSeeds)};
  std::iota(sweep.seeds.begin(), sweep.seeds.end(), 0);
  sweep.claims_digest = kClaimsDigest;
  sweep.makes_artifacts = false;
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<RunRecord> records, sweeps.Run(sweep, name));
  for (const RunRecord& record : records) {
    TENFOLD_RETURN_IF_ERROR(CheckDeclared(record));
    const auto variant = std::find(variants.begin(), variants.end(), record.variant);
    setting.runs.push_back({variant - variants.begin(), record.seed, OutcomesOf(record),
                            record.weights_digest.substr(0, kDigestDigits)});
  }
  return setting;
}

absl::StatusOr<measurements::Grid> Train(const Grid& grid, const std::vector<int64_t>& asked,
                                         SettingSweeps& sweeps) {
  measurements::Grid trained;
  trained.experiment = grid.experiment;
  trained.preset = grid.preset;
  for (const Choice& choice : grid.choices) {
    measurements::Choice& named = trained.choices.emplace_back();
    named.name = choice.name;
    for (const Level& level : choice.levels) named.levels.push_back(level.text);
  }
  TENFOLD_ASSIGN_OR_RETURN(trained.variants, sweeps.VariantsOf(grid.experiment));
  trained.outcomes = OutcomeNames(grid.experiment);
  const std::vector<std::vector<int>> settings = SettingsOf(grid);
  for (size_t i = 0; i < settings.size(); ++i) {
    if (!asked.empty() && std::find(asked.begin(), asked.end(), i) == asked.end()) continue;
    TENFOLD_ASSIGN_OR_RETURN(
        measurements::GridSetting setting,
        Train(grid, settings[i], trained.variants,
              absl::StrCat(grid.experiment, ", setting ", i, " of ", settings.size()), sweeps));
    trained.settings.push_back(std::move(setting));
  }
  return trained;
}

absl::StatusOr<std::vector<Grid>> AskedGrids() {
  const std::vector<std::string> names = absl::GetFlag(FLAGS_grids);
  std::vector<Grid> grids;
  std::vector<std::string> all;
  for (const Grid& grid : Grids()) {
    all.push_back(grid.experiment);
    if (names.empty() || absl::c_linear_search(names, grid.experiment)) grids.push_back(grid);
  }
  for (const std::string& name : names) {
    if (absl::c_linear_search(all, name)) continue;
    return absl::InvalidArgumentError(absl::StrCat("--grids: unknown grid ", Quoted(name),
                                                   "; there are ", absl::StrJoin(all, ", ")));
  }
  return grids;
}

absl::StatusOr<std::vector<int64_t>> AskedSettings(const std::vector<Grid>& grids) {
  const std::string flag = absl::GetFlag(FLAGS_settings);
  if (flag.empty()) return std::vector<int64_t>();
  absl::StatusOr<std::vector<int64_t>> settings = ParseSeeds(flag);
  if (!settings.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--settings: ", settings.status().message()));
  }
  int most = 0;
  for (const Grid& grid : grids) most = std::max(most, grid.settings);
  for (int64_t setting : *settings) {
    if (setting < most) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--settings: there is no setting ", setting, "; there are 0 to ", most - 1));
  }
  return settings;
}

absl::Status Run(const std::string& argv0) {
  const std::string output = absl::GetFlag(FLAGS_output);
  if (!output.empty() &&
      !(absl::GetFlag(FLAGS_settings).empty() && absl::GetFlag(FLAGS_grids).empty())) {
    return absl::InvalidArgumentError(
        "--output: the file is of all settings of all grids; leave out --grids and --settings");
  }
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<Grid> grids, AskedGrids());
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<int64_t> asked, AskedSettings(grids));
  TENFOLD_ASSIGN_OR_RETURN(
      SettingSweeps sweeps,
      SettingSweeps::Open(argv0, FromCallersFolder(absl::GetFlag(FLAGS_results_dir)),
                          absl::GetFlag(FLAGS_jobs)));
  measurements::Multiverse multiverse;
  TENFOLD_ASSIGN_OR_RETURN(multiverse.provenance,
                           measurements::FromJson<measurements::Provenance>(ProcessProvenance("")));
  multiverse.provenance.host.reset();
  multiverse.declaration_digest = kClaimsDigest;
  for (const Grid& grid : grids) {
    TENFOLD_ASSIGN_OR_RETURN(multiverse.grids.emplace_back(), Train(grid, asked, sweeps));
  }
  if (output.empty()) return absl::OkStatus();
  return WriteFileAtomically(FromCallersFolder(output),
                             measurements::ToText(measurements::ToJson(std::move(multiverse))));
}

}  // namespace
}  // namespace tenfold::multiverse

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status = RefuseArguments(ParseCommandLine(
      "Trains what the report leaves open in many ways: the grid of settings that "
      "experiments/multiverse/declaration.cc declares, every variant in each, ten seeds, with "
      "engine simd. Runs that are there already are not run again. About 45 minutes of two cores.",
      "multiverse/main.cc", argc, argv));
  CatchInterruptions();
  if (status.ok()) status = multiverse::Run(argv[0]);
  return ExitCode(status);
}

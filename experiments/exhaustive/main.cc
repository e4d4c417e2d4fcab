#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/parallel.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/datasets/digits.h"
#include "experiments/exhaustive/exhaustive_file.h"
#include "experiments/exhaustive/intervals.h"

ABSL_FLAG(
    std::string, output, "",
    "File of the tested networks, as JSON. What is there already is kept, and the rest made.");
ABSL_FLAG(int, networks, 0,
          "Of each setting, with seeds 0 and on. Default: as many as are declared "
          "(experiments/exhaustive/settings.h).");
ABSL_FLAG(std::string, only, "", "Only settings whose names have this: paper/cnn.");
ABSL_FLAG(int, jobs, 0, "Networks at a time, one thread each. Default: one per processor.");

namespace tenfold::exhaustive {
namespace {

constexpr int kMaxNetworks = 1000;

constexpr char kUsage[] =
    "Tests networks on all ordered pairs of the test digits, and says how sure their accuracies "
    "are over seeds and over test digits.\n\n"
    "  ./bazelw run //experiments/exhaustive -- --output=exhaustive.json\n\n"
    "You can interrupt it; the same command goes on.";

std::string Percent(const statistics::Interval& interval) {
  return absl::StrFormat("%.2f [%.2f, %.2f]", 100 * interval.estimate, 100 * interval.low,
                         100 * interval.high);
}

void Print(const measurements::Exhaustive& file) {
  for (const measurements::ExhaustiveSetting& setting : file.settings) {
    if (setting.networks.empty()) continue;
    int64_t different = 0;
    for (const measurements::ExhaustiveNetwork& network : setting.networks) {
      different += network.different;
    }
    std::printf(
        "%s: %zu networks; %s of %s checked pairs have other outputs by the whole network\n",
        PlainLine(setting.setting).c_str(), setting.networks.size(),
        absl::StrCat(different).c_str(),
        absl::StrCat(file.checked_pairs * setting.networks.size()).c_str());
    const std::optional<Estimate> found = EstimateOf(SumOf(file, {{&setting, 1.0}}));
    if (!found.has_value()) continue;
    for (const auto& [name, interval] :
         {std::pair{"own test pairs, over seeds", found->of_runs},
          std::pair{"all pairs, over seeds", found->over_seeds},
          std::pair{"all pairs, over test digits", found->over_digits},
          std::pair{"all pairs, over both", found->over_both}}) {
      std::printf("%s", absl::StrFormat("  %-30s %s\n", name, Percent(interval)).c_str());
    }
  }
}

absl::Status Run(const std::string& argv0) {
  ExtendOptions options;
  options.networks = absl::GetFlag(FLAGS_networks);
  if (options.networks < 0 || options.networks > kMaxNetworks) {
    return absl::InvalidArgumentError(
        absl::StrCat("--networks is ", options.networks, ", wants 1 to ", kMaxNetworks));
  }
  options.only = absl::GetFlag(FLAGS_only);
  TENFOLD_ASSIGN_OR_RETURN(options.jobs, JobsOfFlag(absl::GetFlag(FLAGS_jobs)));
  TENFOLD_ASSIGN_OR_RETURN(const std::string output, WritablePath(absl::GetFlag(FLAGS_output)));
  if (output.empty()) {
    return absl::InvalidArgumentError("--output is missing; expected the file to write");
  }
  CatchSignals();
  TENFOLD_ASSIGN_OR_RETURN(const DigitData digits, LoadDigits(DefaultMnistDir(argv0)));
  options.keep_going = [] { return CaughtSignal() == 0; };
  options.say = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  const absl::StatusOr<measurements::Exhaustive> file = ExtendFile(output, digits, options);
  if (absl::IsCancelled(file.status())) {
    std::fprintf(stderr, "interrupted: the same command goes on\n");
  }
  if (!file.ok()) return file.status();
  Print(*file);
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::exhaustive

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status = RefuseArguments(
      ParseCommandLine(exhaustive::kUsage, "experiments/exhaustive/main", argc, argv));
  if (status.ok()) status = exhaustive::Run(argv[0]);
  return ExitCode(status);
}

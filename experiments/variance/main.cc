#include <cstdio>
#include <optional>
#include <string>
#include <vector>

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
#include "experiments/variance/components.h"
#include "experiments/variance/variance_file.h"

ABSL_FLAG(std::string, output, "",
          "File of the replicates, as JSON. What is there already is kept, and the rest made.");
ABSL_FLAG(int, replicates, 0,
          "Of each setting, eight trainings each. Default: as many as are declared "
          "(experiments/variance/settings.h).");
ABSL_FLAG(int, jobs, 0, "Replicates at a time, one thread each. Default: one per processor.");

namespace tenfold::variance {
namespace {

constexpr int kMaxReplicates = 5000;

constexpr char kUsage[] =
    "Takes the variance of test accuracy apart: how much of it comes from which train pairs, "
    "initial weights, batch order and test pairs are drawn, and from their interactions.\n\n"
    "  ./bazelw run //experiments/variance -- --output=variance.json\n\n"
    "You can interrupt it; the same command goes on.";

std::string Percent(const statistics::Interval& share) {
  return absl::StrFormat("%6.1f [%.1f, %.1f]", 100 * share.estimate, 100 * share.low,
                         100 * share.high);
}

void Print(const measurements::Variance& file) {
  for (const measurements::VarianceSetting& setting : file.settings) {
    const std::optional<Decomposition> found =
        Decompose(setting.replicates, file.test_pairs, file.test_draws);
    std::printf("%s: %zu replicates\n", PlainLine(setting.setting).c_str(),
                setting.replicates.size());
    if (!found.has_value()) continue;
    std::printf("%s", absl::StrFormat("  %-40s %s\n", "standard deviation, points",
                                      Percent(found->total_std))
                          .c_str());
    std::printf("%s", absl::StrFormat("  %-40s %s\n", "floor of independent test pairs, %",
                                      Percent(found->floor))
                          .c_str());
    for (size_t s = 0; s < kSources.size(); ++s) {
      std::printf("%s",
                  absl::StrFormat("  %-40s %s\n",
                                  absl::StrCat("new ", NameOf(kSources[s]), ", all else kept, %"),
                                  Percent(found->totals[s]))
                      .c_str());
    }
    for (unsigned u = 1; u <= kAllSources; ++u) {
      std::printf("%s", absl::StrFormat("  %-40s %s\n", absl::StrCat(NameOf(u), ", %"),
                                        Percent(found->shares[u]))
                            .c_str());
    }
  }
}

absl::Status Run(const std::string& argv0) {
  ExtendOptions options;
  options.replicates = absl::GetFlag(FLAGS_replicates);
  if (options.replicates < 0 || options.replicates > kMaxReplicates) {
    return absl::InvalidArgumentError(
        absl::StrCat("--replicates is ", options.replicates, ", wants 1 to ", kMaxReplicates));
  }
  TENFOLD_ASSIGN_OR_RETURN(options.jobs, JobsOfFlag(absl::GetFlag(FLAGS_jobs)));
  TENFOLD_ASSIGN_OR_RETURN(const std::string output, WritablePath(absl::GetFlag(FLAGS_output)));
  if (output.empty()) {
    return absl::InvalidArgumentError("--output is missing; expected the file to write");
  }
  CatchSignals();
  TENFOLD_ASSIGN_OR_RETURN(const DigitData digits, LoadDigits(DefaultMnistDir(argv0)));
  options.keep_going = [] { return CaughtSignal() == 0; };
  options.say = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  const absl::StatusOr<measurements::Variance> file = ExtendFile(output, digits, options);
  if (absl::IsCancelled(file.status())) {
    std::fprintf(stderr, "interrupted: the same command goes on\n");
  }
  if (!file.ok()) return file.status();
  Print(*file);
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::variance

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status =
      RefuseArguments(ParseCommandLine(variance::kUsage, "experiments/variance/main", argc, argv));
  if (status.ok()) status = variance::Run(argv[0]);
  return ExitCode(status);
}

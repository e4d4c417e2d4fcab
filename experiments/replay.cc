// Trains a stretch of a recorded run again and compares it with the run's receipt.
#include "experiments/receipts/replay.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "base/command_line.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/recorded_run.h"

ABSL_FLAG(absl::optional<int>, from, absl::nullopt,
          "The first epoch to compare, from 1. Default: the first.");
ABSL_FLAG(absl::optional<int>, to, absl::nullopt,
          "The last epoch to compare. Default: the last of the receipt.");

namespace tenfold {
namespace {

constexpr char kUsage[] =
    "Trains a stretch of a recorded run again and says whether it is as its receipt has it.\n\n"
    "  replay RESULTS/RUN_ID.json [--from=EPOCH] [--to=EPOCH]\n\n"
    "The run is trained from the latest state in front of the stretch that it keeps "
    "(--keep_states of its sweep), else from the start. Exit code 0 if all is as recorded, 2 if it "
    "is not, 1 after an error.";

constexpr int kDifferent = 2;

absl::Status CheckRange(int from, int to, int epochs) {
  if (from >= 1 && from <= to && to <= epochs) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("--from=", from, " and --to=", to,
                                                 ": wants epochs from 1 to ", epochs,
                                                 ", the first not behind the last"));
}

absl::StatusOr<int> Run(const std::string& argv0, const std::vector<std::string>& arguments) {
  if (arguments.size() != 1) {
    return absl::InvalidArgumentError(absl::StrCat(arguments.size(),
                                                   " records are named; one is wanted, such as: "
                                                   "replay results/disc/paper/depth-3/simd/"
                                                   "seed-00.json"));
  }
  TENFOLD_ASSIGN_OR_RETURN(const StoredRun run, ReadStoredRun(arguments[0]));
  const Receipt& receipt = run.receipt;
  TENFOLD_ASSIGN_OR_RETURN(const TrainableRun trainable, OpenRun(argv0, run.record));
  const ReplayedRun replayed = trainable.replayed();
  TENFOLD_ASSIGN_OR_RETURN(const int64_t each, LinksPerEpoch(replayed, receipt.every));
  const int epochs =
      static_cast<int>((static_cast<int64_t>(receipt.links.size()) - 2 + each) / each);
  const int from = absl::GetFlag(FLAGS_from).value_or(1);
  const int to = absl::GetFlag(FLAGS_to).value_or(epochs);
  TENFOLD_RETURN_IF_ERROR(CheckRange(from, to, epochs));
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<TrainingProgress> kept,
                           KeptStateUntil(run, replayed.task, from - 1));
  const int begin = kept.has_value() ? kept->epochs() : 0;
  TENFOLD_ASSIGN_OR_RETURN(const Receipt made, Replay(replayed, receipt.every, kept, to));
  const std::string trained =
      absl::StrCat("epochs ", begin + 1, " to ", to, " of ", epochs, ", trained by simd, ",
                   replayed.backend.isa(),
                   kept.has_value() ? absl::StrCat(" from the state kept after epoch ", begin)
                                    : " from the start");
  std::optional<LinkDifference> difference =
      CompareReplay(receipt, static_cast<size_t>(begin * each), made);
  // A record with more links than the run has at this place ends later.
  const size_t expected = static_cast<size_t>(std::min<int64_t>(
      1 + (to - begin) * each, static_cast<int64_t>(receipt.links.size()) - begin * each));
  if (!difference.has_value() && made.links.size() < expected) {
    difference = LinkDifference{begin * each + made.links.size(), false};
  }
  if (!difference.has_value()) {
    std::printf("%s: %s: as recorded\n", run.record.run_id.c_str(), trained.c_str());
    return 0;
  }
  const char* what = difference->batch                         ? "the batch"
                     : difference->link < receipt.links.size() ? "the state"
                                                               : "the end of the training";
  std::printf("%s: %s: DIFFERENT from %s %zu on: %s is another\n", run.record.run_id.c_str(),
              trained.c_str(), std::string(NameOf(receipt.every)).c_str(), difference->link, what);
  return kDifferent;
}

int Main(int argc, char** argv) {
  const std::vector<std::string> arguments =
      ParseCommandLine(kUsage, "experiments/replay,experiments/run_sources", argc, argv);
  const absl::StatusOr<int> exit_code = Run(argv[0], arguments);
  if (exit_code.ok()) return *exit_code;
  SayError(exit_code.status().message());
  return 1;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }

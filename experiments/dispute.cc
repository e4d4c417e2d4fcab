// Two records of one run, or one and this machine: where they part, and which is right.
#include "experiments/receipts/dispute.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/backends/reference/reference.h"
#include "experiments/compare/compare.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/recorded_run.h"

ABSL_FLAG(
    std::string, export, "",
    "In place of a dispute: trains the run of the one record here up to --step and writes all "
    "tensors of that step to this file (safetensors), for a side that cannot train as this "
    "machine does.");
ABSL_FLAG(int64_t, step, 0, "Of --export: the step, from 1.");
ABSL_FLAG(std::string, sent_by_a, "", "What --export has written where A was made.");
ABSL_FLAG(std::string, sent_by_b, "", "What --export has written where B was made.");

namespace tenfold {
namespace {

constexpr char kUsage[] =
    "Says where two trainings of one run part, by their receipts, and which is as "
    "engine/NUMERICS.md has it.\n\n"
    "  dispute A.json B.json                  two records in their results folders\n"
    "  dispute A.json                         a record, and what this machine trains as B\n"
    "  dispute A.json --step=N --export=FILE  writes a step, as this machine trains it\n\n"
    "Exit code 0 if they do not part, 2 if A is right, 3 if B is right, 4 if neither is, 1 after "
    "an error. Of engines outside of the contract the first step beyond the tolerance is said, and "
    "the exit code is 4.";

enum Outcome { kSame = 0, kARight = 2, kBRight = 3, kNeitherRight = 4 };

absl::Status CheckSameRun(const RunRecord& a, const RunRecord& b) {
  const char* what = a.experiment != b.experiment                           ? "experiment"
                     : a.variant != b.variant                               ? "variant"
                     : a.network != b.network                               ? "network"
                     : a.seed != b.seed                                     ? "seed"
                     : a.dataset_digest != b.dataset_digest                 ? "data"
                     : a.initial_weights_digest != b.initial_weights_digest ? "initial weights"
                     : !SameHyperparameters(a.hyperparameters, b.hyperparameters)
                         ? "hyperparameters"
                         : nullptr;
  if (what == nullptr) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("A and B are not of one run: they have another ",
                                                 what, "; A is ", a.run_id, ", B is ", b.run_id));
}

absl::StatusOr<std::optional<StepTrace>> ReadSent(const std::string& flag) {
  if (flag.empty()) return std::optional<StepTrace>();
  const std::string path = FromCallersFolder(flag);
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxSafetensorsBytes));
  TENFOLD_ASSIGN_OR_RETURN(StepTrace trace, ParseStepTrace(bytes, path));
  return std::optional<StepTrace>(std::move(trace));
}

std::string BitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return absl::StrFormat("0x%08x (%.9g)", bits, value);
}

std::string DigestAt(const Receipt& receipt, size_t link) {
  if (link >= receipt.links.size()) return "ends before";
  const ReceiptLink& at = receipt.links[link];
  return absl::StrCat(at.batch.substr(0, 12), ", ", at.state.substr(0, 12));
}

Outcome OutcomeOf(const DisputeFinding& finding) {
  return finding.a_holds ? kARight : finding.b_holds ? kBRight : kNeitherRight;
}

void Say(const DisputeFinding& finding, const Network& network, const Receipt& a, const Receipt& b,
         const std::string& name_a, const std::string& name_b) {
  const std::string by(NameOf(a.every));
  std::string text =
      finding.link == 0
          ? absl::StrCat(
                "A and B part before the first step: ",
                finding.batch ? "they train on other data" : "they begin with other weights", ".")
          : absl::StrCat("A and B agree until ", by, " ", finding.link - 1, " and part in ", by,
                         " ", finding.link, finding.batch ? ", which has another batch." : ".");
  if (finding.step.has_value() && a.every == ReceiptEvery::kEpoch) {
    absl::StrAppend(&text, " The first step that differs is step ", *finding.step, ".");
  }
  if (finding.where.has_value()) {
    const TensorDifference& where = *finding.where;
    absl::StrAppend(&text, " The first difference is in the ", where.kind, " ", where.tensor, " ",
                    ShapeToString(where.shape), ", element ", where.element,
                    " (row-major, from 0), whose rule is in NUMERICS.md, ", RuleOf(where, network),
                    ".");
  } else if (finding.link > 0) {
    absl::StrAppend(&text,
                    " No element can be named, as a side cannot be trained here; `dispute "
                    "--export` where it was made writes a step for --sent_by_a or --sent_by_b.");
  }
  const Outcome outcome = OutcomeOf(finding);
  absl::StrAppend(&text, outcome == kARight   ? " A is right: it has what reference gives."
                         : outcome == kBRight ? " B is right: it has what reference gives."
                                              : " Neither has what reference gives.");
  std::printf("%s\n\n| | A | B | reference |\n| --- | --- | --- | --- |\n", text.c_str());
  std::printf("| run | %s | %s | |\n", name_a.c_str(), name_b.c_str());
  std::printf("| batch, state of %s %zu | %s | %s | %s |\n", by.c_str(), finding.link,
              DigestAt(a, finding.link).c_str(), DigestAt(b, finding.link).c_str(),
              outcome == kARight   ? "A's"
              : outcome == kBRight ? "B's"
                                   : "another");
  if (finding.where.has_value()) {
    std::printf("| element | %s | %s | %s |\n", BitsOf(finding.where->a).c_str(),
                BitsOf(finding.where->b).c_str(), BitsOf(finding.reference).c_str());
  }
}

absl::Status Export(const ReplayedRun& run, const StoredRun& stored) {
  const int64_t step = absl::GetFlag(FLAGS_step);
  TENFOLD_ASSIGN_OR_RETURN(const std::string path, WritablePath(absl::GetFlag(FLAGS_export)));
  TENFOLD_ASSIGN_OR_RETURN(const int64_t steps, LinksPerEpoch(run, ReceiptEvery::kStep));
  TENFOLD_ASSIGN_OR_RETURN(
      const std::optional<TrainingProgress> kept,
      KeptStateUntil(stored, run.task,
                     static_cast<int>(std::min<int64_t>((step - 1) / steps, run.task.epochs))));
  TENFOLD_ASSIGN_OR_RETURN(const StepTrace trace,
                           TraceStep(run.task, run.seed, run.backend, step, kept));
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, StepTraceFile(trace));
  return WriteFileAtomically(path, bytes);
}

absl::StatusOr<int> Run(const std::string& argv0, const std::vector<std::string>& arguments) {
  const bool exports = !absl::GetFlag(FLAGS_export).empty();
  if (arguments.empty() || arguments.size() > (exports ? 1 : 2)) {
    return absl::InvalidArgumentError(absl::StrCat(arguments.size(), " records are named; ",
                                                   exports ? "one is" : "one or two are",
                                                   " wanted, see --help"));
  }
  if (exports != (absl::GetFlag(FLAGS_step) > 0)) {
    return absl::InvalidArgumentError("--export and --step belong together: wants a step from 1");
  }
  TENFOLD_ASSIGN_OR_RETURN(const StoredRun a, ReadStoredRun(arguments[0]));
  std::optional<StoredRun> b;
  if (arguments.size() == 2) {
    TENFOLD_ASSIGN_OR_RETURN(b, ReadStoredRun(arguments[1]));
    TENFOLD_RETURN_IF_ERROR(CheckSameRun(a.record, b->record));
    if (!IsOfContract(a.record.engine) || !IsOfContract(b->record.engine)) {
      std::string where;
      const compare::Equality equality = compare::CompareRun(a.record, b->record, &where);
      std::printf("%s and %s are not both of the contract. %s\n", a.record.engine.c_str(),
                  b->record.engine.c_str(),
                  equality == compare::Equality::kIdentical ? "Their results are the same."
                  : equality == compare::Equality::kWithinTolerance
                      ? absl::StrCat("They do the same work within the tolerance; first apart: ",
                                     PlainLine(where))
                            .c_str()
                      : absl::StrCat("First beyond the tolerance: ", PlainLine(where)).c_str());
      return equality == compare::Equality::kDifferent ? kNeitherRight : kSame;
    }
  }
  TENFOLD_ASSIGN_OR_RETURN(const TrainableRun trainable, OpenRun(argv0, a.record));
  const ReplayedRun run = trainable.replayed();
  if (exports) {
    TENFOLD_RETURN_IF_ERROR(Export(run, a));
    return 0;
  }
  const auto side_of = [&run](const StoredRun& stored) {
    DisputeSide side = {stored.receipt};
    side.kept = [&](int epochs) { return KeptStateUntil(stored, run.task, epochs); };
    return side;
  };
  DisputeSide side_a = side_of(a), side_b;
  if (b.has_value()) {
    side_b = side_of(*b);
  } else {
    TENFOLD_ASSIGN_OR_RETURN(side_b.receipt,
                             Replay(run, a.receipt.every, std::nullopt, run.task.epochs));
    side_b.backend = &run.backend;
  }
  TENFOLD_ASSIGN_OR_RETURN(side_a.sent, ReadSent(absl::GetFlag(FLAGS_sent_by_a)));
  TENFOLD_ASSIGN_OR_RETURN(side_b.sent, ReadSent(absl::GetFlag(FLAGS_sent_by_b)));
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<DisputeFinding> finding,
                           SettleDispute(run, side_a, side_b, reference::GetBackend()));
  if (!finding.has_value()) {
    std::printf("A and B do not part: their %zu links are the same\n", a.receipt.links.size());
    return kSame;
  }
  Say(*finding, run.task.network, a.receipt, side_b.receipt, a.record.run_id,
      b.has_value() ? b->record.run_id : absl::StrCat("this machine, simd, ", run.backend.isa()));
  return OutcomeOf(*finding);
}

int Main(int argc, char** argv) {
  const std::vector<std::string> arguments =
      ParseCommandLine(kUsage, "experiments/dispute,experiments/run_sources", argc, argv);
  const absl::StatusOr<int> exit_code = Run(argv[0], arguments);
  if (exit_code.ok()) return *exit_code;
  SayError(exit_code.status().message());
  return 1;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }

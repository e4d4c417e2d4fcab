#include "experiments/receipts/dispute.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

bool SameLink(const ReceiptLink& a, const ReceiptLink& b) {
  return a.batch == b.batch && a.state == b.state;
}

// Whether two chains, of which the second begins at link `first` of a run, have or both lack the
// same link.
bool SameAt(const Receipt& recorded, size_t link, const Receipt& replayed, size_t first) {
  const bool there = link < recorded.links.size();
  if (there != (link - first < replayed.links.size())) return false;
  return !there || SameLink(recorded.links[link], replayed.links[link - first]);
}

// The stretch of a run in which a dispute is.
struct Stretch {
  std::optional<TrainingProgress> from;
  size_t first = 0;  // link
  int until = 0;     // epoch
};

// What a side keeps of where both agree is of both: their receipts have its digest.
absl::StatusOr<std::optional<TrainingProgress>> LatestCommon(const DisputeSide& a,
                                                             const DisputeSide& b, int epochs) {
  std::optional<TrainingProgress> latest;
  for (const DisputeSide* side : {&a, &b}) {
    if (side->kept == nullptr) continue;
    TENFOLD_ASSIGN_OR_RETURN(std::optional<TrainingProgress> one, side->kept(epochs));
    const int until_now = latest.has_value() ? latest->epochs() : 0;
    if (one.has_value() && one->epochs() > until_now) latest = std::move(one);
  }
  return latest;
}

absl::StatusOr<Stretch> FindStretch(const ReplayedRun& run, const DisputeSide& a,
                                    const DisputeSide& b, size_t link, int64_t links_per_epoch) {
  const Receipt& common = a.receipt;
  Stretch stretch;
  const int epoch = link == 0 ? 0 : static_cast<int>((link - 1) / links_per_epoch);
  stretch.until = epoch + 1;
  if (epoch == 0 || run.task.early_stopping.patience > 0) return stretch;
  TENFOLD_ASSIGN_OR_RETURN(std::optional<TrainingProgress> latest, LatestCommon(a, b, epoch));
  TENFOLD_ASSIGN_OR_RETURN(stretch.from, ReplayUntil(run, epoch, std::move(latest)));
  stretch.first = epoch * links_per_epoch;
  TENFOLD_ASSIGN_OR_RETURN(const Receipt start, Replay(run, common.every, stretch.from, epoch));
  if (start.links.front().state == common.links[stretch.first].state) return stretch;
  return absl::FailedPreconditionError(
      absl::StrCat("after epoch ", epoch, " both have a state that ", run.backend.name(),
                   " does not come to on this machine: compare each with this machine"));
}

// The first step of the stretch, by its number in the run, that two engines take differently.
absl::StatusOr<std::optional<int64_t>> FirstDifferentStep(const ReplayedRun& run, const Backend& a,
                                                          const Backend& b,
                                                          const Stretch& stretch) {
  TENFOLD_ASSIGN_OR_RETURN(const Receipt of_a, Replay({run.task, run.seed, a}, ReceiptEvery::kStep,
                                                      stretch.from, stretch.until));
  TENFOLD_ASSIGN_OR_RETURN(const Receipt of_b, Replay({run.task, run.seed, b}, ReceiptEvery::kStep,
                                                      stretch.from, stretch.until));
  TENFOLD_ASSIGN_OR_RETURN(const int64_t steps, LinksPerEpoch(run, ReceiptEvery::kStep));
  const size_t link = FirstDifferentLink(of_a, of_b);
  std::optional<int64_t> step;
  if (link == of_a.links.size() && link == of_b.links.size()) return step;
  const int64_t before = stretch.from.has_value() ? stretch.from->epochs() * steps : 0;
  step = before + static_cast<int64_t>(link);
  return step;
}

}  // namespace

absl::StatusOr<std::optional<DisputeFinding>> SettleDispute(const ReplayedRun& run,
                                                            const DisputeSide& a,
                                                            const DisputeSide& b,
                                                            const Backend& reference) {
  const ReceiptEvery every = a.receipt.every;
  if (b.receipt.every != every) {
    return absl::InvalidArgumentError(
        "one receipt is by epoch and one by step: both are wanted by the same");
  }
  DisputeFinding finding;
  finding.link = FirstDifferentLink(a.receipt, b.receipt);
  const size_t link = finding.link;
  const bool in_a = link < a.receipt.links.size(), in_b = link < b.receipt.links.size();
  if (!in_a && !in_b) return std::optional<DisputeFinding>();
  finding.batch = in_a && in_b && a.receipt.links[link].batch != b.receipt.links[link].batch;
  TENFOLD_ASSIGN_OR_RETURN(const int64_t links_per_epoch, LinksPerEpoch(run, every));
  TENFOLD_ASSIGN_OR_RETURN(const Stretch stretch, FindStretch(run, a, b, link, links_per_epoch));
  const auto replay = [&](const Backend& backend) {
    return Replay({run.task, run.seed, backend}, every, stretch.from, stretch.until);
  };
  TENFOLD_ASSIGN_OR_RETURN(const Receipt right, replay(reference));
  TENFOLD_ASSIGN_OR_RETURN(const Receipt here, replay(run.backend));
  finding.a_holds = SameAt(a.receipt, link, right, stretch.first);
  finding.b_holds = SameAt(b.receipt, link, right, stretch.first);
  if (link == 0) return std::optional<DisputeFinding>(finding);

  const auto backend_of = [&](const DisputeSide& side) -> const Backend* {
    if (side.backend != nullptr) return side.backend;
    if (SameAt(side.receipt, link, here, stretch.first)) return &run.backend;
    return SameAt(side.receipt, link, right, stretch.first) ? &reference : nullptr;
  };
  const Backend *const of_a = backend_of(a), *const of_b = backend_of(b);
  for (const DisputeSide* side : {&a, &b}) {
    if (side->sent.has_value()) finding.step = side->sent->step;
  }
  if (finding.step.has_value()) {
    TENFOLD_ASSIGN_OR_RETURN(const int64_t steps, LinksPerEpoch(run, ReceiptEvery::kStep));
    const int64_t first = (stretch.until - 1) * steps + 1, last = stretch.until * steps;
    if (*finding.step < first || *finding.step > last) {
      return absl::InvalidArgumentError(
          absl::StrCat("step ", *finding.step, " was sent, and they part in epoch ", stretch.until,
                       ": wants one of steps ", first, " to ", last));
    }
  }
  if (every == ReceiptEvery::kStep) {
    finding.step = static_cast<int64_t>(link);
  } else if (of_a != nullptr && of_b != nullptr && !finding.step.has_value()) {
    TENFOLD_ASSIGN_OR_RETURN(finding.step, FirstDifferentStep(run, *of_a, *of_b, stretch));
  }
  if (!finding.step.has_value()) return std::optional<DisputeFinding>(finding);

  const int64_t step = *finding.step;
  const auto trace_of = [&](const DisputeSide& side,
                            const Backend* backend) -> absl::StatusOr<std::optional<StepTrace>> {
    if (side.sent.has_value() && side.sent->step == step) return side.sent;
    if (backend == nullptr) return std::optional<StepTrace>();
    TENFOLD_ASSIGN_OR_RETURN(StepTrace trace,
                             TraceStep(run.task, run.seed, *backend, step, stretch.from));
    return std::optional<StepTrace>(std::move(trace));
  };
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<StepTrace> trace_a, trace_of(a, of_a));
  TENFOLD_ASSIGN_OR_RETURN(const std::optional<StepTrace> trace_b, trace_of(b, of_b));
  if (trace_a.has_value() && trace_b.has_value()) {
    finding.where = FirstDifferentElement(*trace_a, *trace_b);
  }
  if (finding.where.has_value()) {
    TENFOLD_ASSIGN_OR_RETURN(const StepTrace trace,
                             TraceStep(run.task, run.seed, reference, step, stretch.from));
    finding.reference = ValueAt(trace, *finding.where);
  }
  return std::optional<DisputeFinding>(finding);
}

std::string RuleOf(const TensorDifference& where, const Network& network) {
  const bool of_activation = where.kind == "activation",
             of_its_gradient = where.kind == "activation gradient",
             of_gradient = where.kind == "gradient";
  if (where.kind == "input") return "\"Data\", \"Augmentation\" and, in \"A run\", the batch order";
  if (!of_activation && !of_its_gradient && !of_gradient) return "\"Optimizers\"";
  for (const Block& block : network.blocks) {
    for (size_t i = 0; i < block.layers.size(); ++i) {
      const bool found =
          of_gradient ? absl::StartsWith(where.tensor,
                                         absl::StrCat(block.name, ".", block.first_number + i, "."))
                      : where.tensor == absl::StrCat(block.name, ".", i);
      if (!found) continue;
      // The gradient of an output is made by what reads it.
      if (of_its_gradient && i + 1 == block.layers.size()) break;
      return absl::StrCat("\"Layers\", ", ToString(block.layers[of_its_gradient ? i + 1 : i]));
    }
  }
  return "\"Losses\" and \"Networks\"";
}

}  // namespace tenfold

// Where two trainings of one run part, and which of them is as NUMERICS.md has it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/receipts/receipt.h"
#include "experiments/receipts/replay.h"
#include "experiments/receipts/step_trace.h"

namespace tenfold {

struct DisputeSide {
  Receipt receipt;
  const Backend* backend = nullptr;  // that trained it and is here; null: what gives its link does
  std::optional<StepTrace> sent = {};  // of a step that cannot be replayed here
  // The latest state that the side keeps which is of at most so many epochs and of the receipt;
  // null: it keeps none.
  std::function<absl::StatusOr<std::optional<TrainingProgress>>(int epochs)> kept = nullptr;
};

struct DisputeFinding {
  size_t link = 0;                        // the first that differs, or that one side alone has
  bool batch = false;                     // whether what was learnt from is another already
  bool a_holds = false, b_holds = false;  // whether a side's link is that of `reference`
  std::optional<int64_t> step;            // the first that differs, from 1, where it can be told
  // Where both sides of the step are known: the first element that differs, and what `reference`
  // has there.
  std::optional<TensorDifference> where;
  float reference = 0.0f;
};

// Compares the chains, then computes the epoch of their first difference again, from the last state
// that both have in common; to that from the latest one before it that a side keeps. `run` is
// trained by this machine's engine; `reference` decides. Nothing if the chains are equal.
// InvalidArgument if one is by epoch and one by step, or a step that was sent is not of the epoch
// in which they part; FailedPrecondition if this machine comes to another state where the two still
// agree.
absl::StatusOr<std::optional<DisputeFinding>> SettleDispute(const ReplayedRun& run,
                                                            const DisputeSide& a,
                                                            const DisputeSide& b,
                                                            const Backend& reference);

// Where NUMERICS.md has the rule by which an element of a trace is computed: the section, and of a
// layer its name.
std::string RuleOf(const TensorDifference& where, const Network& network);

}  // namespace tenfold

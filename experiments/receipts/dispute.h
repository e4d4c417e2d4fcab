// Where two trainings of one run part, and which of them is as NUMERICS.md has it.
#pragma once

#include <cstddef>
#include <cstdint>
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

// Compares the chains, then computes the epoch of their first difference again, from the state that
// both have in common. `run` is trained by this machine's engine; `reference` decides. Nothing if
// the chains are equal. InvalidArgument if one is by epoch and one by step, or a step that was sent
// is not of the epoch in which they part; FailedPrecondition if
// this machine comes to another state where the two still agree.
absl::StatusOr<std::optional<DisputeFinding>> SettleDispute(const ReplayedRun& run,
                                                            const DisputeSide& a,
                                                            const DisputeSide& b,
                                                            const Backend& reference);

// The section of NUMERICS.md with the rule by which an element of a trace is computed.
std::string RuleOf(const TensorDifference& where);

}  // namespace tenfold

#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"

namespace tenfold {

// What every backend refuses to plan: InvalidArgument for a max_rows that is no positive multiple
// of the network's, or a loss on its input; NotFound for a loss on no tensor. Returns the tensor of
// each loss.
absl::StatusOr<std::vector<int>> CheckPlanOptions(const NetworkInfo& info,
                                                  const PlanOptions& options);

}  // namespace tenfold

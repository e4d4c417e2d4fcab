#include "engine/network/backend.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold {

absl::StatusOr<std::vector<int>> CheckPlanOptions(const NetworkInfo& info,
                                                  const PlanOptions& options) {
  if (options.max_rows < 1 || options.max_rows % info.row_multiple != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "max_rows is ", options.max_rows, ", wants a positive multiple of ", info.row_multiple));
  }
  std::vector<int> loss_tensors;
  for (const LossTerm& loss : options.losses) {
    TENFOLD_ASSIGN_OR_RETURN(int tensor, info.FindTensor(loss.tensor));
    if (tensor == 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "loss \"", loss.name, "\": wants the output of a block, not the network's input"));
    }
    if (loss.kind == LossKind::kHuber && !(loss.delta > 0.0)) {
      return absl::InvalidArgumentError(
          absl::StrCat("loss \"", loss.name, "\": delta is ", loss.delta, ", wants more than 0"));
    }
    loss_tensors.push_back(tensor);
  }
  return loss_tensors;
}

}  // namespace tenfold

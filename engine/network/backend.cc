#include "engine/network/backend.h"

#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

class OneByOne final : public CohortExecutor {
 public:
  explicit OneByOne(std::vector<std::unique_ptr<Executor>> executors)
      : executors_(std::move(executors)) {}

  void TrainStep(int rows, absl::Span<const RunBatch> batches, absl::Span<double> losses) override {
    for (size_t i = 0; i < executors_.size(); ++i) {
      losses[i] = executors_[i]->TrainStep(batches[i].input, rows, batches[i].targets,
                                           batches[i].learning_rate);
    }
  }

  void UpdateStore(int) override {}  // it is where the executor's parameters are

 private:
  const std::vector<std::unique_ptr<Executor>> executors_;
};

// `classes`: features of the loss's tensor.
absl::Status CheckClassWeights(const LossTerm& loss, int64_t classes) {
  if (loss.class_weights.empty()) return absl::OkStatus();
  const std::string of = absl::StrCat("loss \"", loss.name, "\": ");
  if (loss.kind != LossKind::kCrossEntropy) {
    return absl::InvalidArgumentError(absl::StrCat(of, "class weights are a cross-entropy's"));
  }
  if (static_cast<int64_t>(loss.class_weights.size()) != classes) {
    return absl::InvalidArgumentError(absl::StrCat(of, loss.class_weights.size(),
                                                   " class weights, wants one for each of ",
                                                   classes, " classes"));
  }
  for (size_t i = 0; i < loss.class_weights.size(); ++i) {
    const float weight = static_cast<float>(loss.class_weights[i]);
    if (weight > 0.0f && std::isfinite(weight)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        of, "the weight of class ", i, " is ", loss.class_weights[i], ", wants a float above 0"));
  }
  return absl::OkStatus();
}

}  // namespace

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
    TENFOLD_RETURN_IF_ERROR(CheckClassWeights(loss, NumElements(info.tensors[tensor].shape)));
    loss_tensors.push_back(tensor);
  }
  return loss_tensors;
}

absl::StatusOr<std::unique_ptr<CohortExecutor>> Backend::PlanCohort(
    const Network& network, const PlanOptions& options, absl::Span<const CohortRun> runs) const {
  std::vector<std::unique_ptr<Executor>> executors;
  for (const CohortRun& run : runs) {
    PlanOptions of_run = options;
    of_run.seed = run.seed;
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> executor, Plan(network, of_run, run.store));
    executors.push_back(std::move(executor));
  }
  return std::make_unique<OneByOne>(std::move(executors));
}

}  // namespace tenfold

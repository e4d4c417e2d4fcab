#include "experiments/training/early_stopping.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/network/initial_weights.h"
#include "engine/numerics/random.h"

namespace tenfold {
namespace {

// Of an array with so many elements for each of n samples.
template <typename T>
std::vector<T> Chosen(const std::vector<T>& values, size_t n, const std::vector<int32_t>& places) {
  const size_t size = values.size() / n;
  std::vector<T> chosen;
  chosen.reserve(size * places.size());
  for (const int32_t i : places) {
    chosen.insert(chosen.end(), values.begin() + i * size, values.begin() + (i + 1) * size);
  }
  return chosen;
}

Samples Chosen(const Samples& samples, const std::vector<int32_t>& places) {
  const size_t n = static_cast<size_t>(samples.count);
  Samples chosen;
  chosen.count = static_cast<int>(places.size());
  chosen.rows_per_sample = samples.rows_per_sample;
  chosen.inputs = Chosen(samples.inputs, n, places);
  for (const TargetArray& targets : samples.targets) {
    chosen.targets.push_back(
        {Chosen(targets.values, n, places), Chosen(targets.classes, n, places)});
  }
  chosen.ids = Chosen(samples.ids, n, places);
  chosen.row_classes = Chosen(samples.row_classes, n, places);
  return chosen;
}

}  // namespace

int NumHeldOut(const TrainingTask& task) {
  const int n = task.train.count;
  if (task.early_stopping.patience == 0 || n < 2) return 0;
  const auto count = static_cast<int>(std::lround(n * task.early_stopping.fraction));
  return std::clamp(count, 1, n - 1);
}

absl::StatusOr<TrainingTask> HoldOut(TrainingTask task, uint64_t seed, Samples& held_out) {
  const int n = task.train.count;
  if (n < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("early stopping holds out train samples, wants at least 2 and there are ", n));
  }
  PhiloxGenerator generator(seed, Stream::kHeldOut);
  std::vector<int32_t> order = RandomPermutation(n, generator);
  const int count = NumHeldOut(task);
  std::vector<int32_t> rest(order.begin() + count, order.end());
  order.resize(count);
  for (std::vector<int32_t>* places : {&order, &rest}) std::sort(places->begin(), places->end());
  held_out = Chosen(task.train, order);
  task.train = Chosen(task.train, rest);
  return task;
}

bool EarlyStop::Add(double loss) {
  held_out_loss.push_back(loss);
  const double least = best_epoch > 0 ? held_out_loss[best_epoch - 1] : INFINITY;
  if (!(loss < least)) return false;
  best_epoch = static_cast<int>(held_out_loss.size());
  return true;
}

HeldOut::HeldOut(const TrainingTask& task, Samples samples, std::unique_ptr<Executor> evaluation)
    : task_(task),
      samples_(std::make_unique<const Samples>(std::move(samples))),
      evaluation_(std::move(evaluation)),
      batch_(task, *samples_, task.batch_size) {}

void HeldOut::EndEpoch(const NetworkInfo& info, const ParameterStore& store, EarlyStop& stop) {
  if (stop.Add(Loss())) best_weights_ = GetWeights(info, store);
  const int epochs = static_cast<int>(stop.held_out_loss.size());
  stop.stopped = epochs < task_.epochs && epochs - stop.best_epoch >= task_.early_stopping.patience;
}

double HeldOut::Loss() {
  double sum = 0.0;
  for (int first = 0; first < samples_->count; first += task_.batch_size) {
    std::vector<int32_t> places(std::min(task_.batch_size, samples_->count - first));
    std::iota(places.begin(), places.end(), first);
    batch_.Gather(places, samples_->inputs);
    evaluation_->Forward(batch_.inputs(), batch_.rows());
    sum += evaluation_->ComputeLoss(batch_.targets()) * static_cast<double>(places.size());
  }
  return sum / samples_->count;
}

}  // namespace tenfold

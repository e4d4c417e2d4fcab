#include "experiments/sweeps/cohorts.h"

#include <algorithm>

#include "experiments/sweeps/run_at_work.h"

namespace tenfold {
namespace {

// Of the samples of one run: all runs of a cohort have theirs in memory at once.
constexpr size_t kMostBytes = 16 << 20;

size_t BytesOf(const Samples& samples) {
  size_t elements = samples.inputs.size();
  for (const TargetArray& targets : samples.targets) {
    elements += targets.values.size() + targets.classes.size();
  }
  return elements * sizeof(float);
}

// Of a setting, by its first run.
CohortSizes SizesOf(const Sweep& sweep, const PlannedRun& run) {
  // A run that leaves checkpoints or a receipt is trained alone.
  if (sweep.options().checkpoint_every > 0 || sweep.options().receipts.has_value()) return {};
  const absl::StatusOr<TrainingTask> task = sweep.MakeTask(run.record.variant);
  if (!task.ok()) return {};
  const CohortSizes sizes = SizesOfCohort(*task, *run.engine);
  if (sizes.most == 1) return sizes;
  const RunAtWork drawn = RunWithData(sweep, run);
  if (!drawn.task.ok()) return {};
  const size_t bytes =
      BytesOf(drawn.task->train) + BytesOf(drawn.task->test) + BytesOf(drawn.task->probe);
  return bytes > kMostBytes ? CohortSizes() : sizes;
}

}  // namespace

std::vector<std::vector<uint32_t>> FormCohorts(const Sweep& sweep,
                                               const std::vector<uint32_t>& to_run) {
  const size_t seeds = sweep.options().seeds.size();
  const size_t jobs = static_cast<size_t>(std::max(sweep.options().jobs, 1));
  const size_t share = (to_run.size() + jobs - 1) / jobs;
  std::vector<std::vector<uint32_t>> cohorts;
  for (auto first = to_run.begin(); first != to_run.end();) {
    const size_t setting = *first / seeds;
    const auto end =
        std::find_if(first, to_run.end(), [&](uint32_t run) { return run / seeds != setting; });
    const CohortSizes sizes = SizesOf(sweep, sweep[*first]);
    while (first != end) {
      size_t size =
          std::min({static_cast<size_t>(sizes.most), share, static_cast<size_t>(end - first)});
      if (size < static_cast<size_t>(sizes.least)) size = 1;
      cohorts.emplace_back(first, first + static_cast<std::ptrdiff_t>(size));
      first += static_cast<std::ptrdiff_t>(size);
    }
  }
  return cohorts;
}

}  // namespace tenfold

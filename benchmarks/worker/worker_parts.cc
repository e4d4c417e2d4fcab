#include "benchmarks/worker/worker_parts.h"

#include <numeric>
#include <utility>

namespace tenfold {

std::vector<uint64_t> FirstSeeds(uint64_t first, int count) {
  std::vector<uint64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), first);
  return seeds;
}

absl::StatusOr<std::vector<TrainingTask>> MakeTasks(Workloads& workloads, const std::string& name,
                                                    const std::vector<uint64_t>& seeds,
                                                    const std::vector<std::string>& overrides) {
  std::vector<TrainingTask> tasks;
  for (uint64_t seed : seeds) {
    absl::StatusOr<TrainingTask> task = workloads.Make(name, seed, overrides);
    if (!task.ok()) return task.status();
    tasks.push_back(*std::move(task));
  }
  return tasks;
}

void AddTo(const Timing& timing, const Cost& cost, nlohmann::ordered_json& result) {
  result["seconds"] = timing.seconds;
  result["epochs"] = timing.epochs;
  result["flops"] = cost.flops;
  result["useful_flops"] = cost.useful_flops;
  result["bytes"] = cost.bytes;
  result["samples"] = cost.samples;
  result["cores"] = timing.cores;
  result["probe_before"] = timing.probe_before;
  result["probe_after"] = timing.probe_after;
  result["cpu_share"] = timing.cpu_share;
  result["others_share"] = timing.others_share;
  result["plan_s"] = timing.plan_s;
  result["first_step_s"] = timing.first_step_s;
}

}  // namespace tenfold

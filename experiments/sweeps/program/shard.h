// One sweep cut into shards that processes anywhere train without knowing of each other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

// Shard `index` of 0 to count - 1.
struct Shard {
  int64_t index = 0;
  int64_t count = 1;
};

// The value of an environment variable; nullptr if it is not set.
using Variables = std::function<const char*(const char* name)>;

// The shard that --shard_index and --shard_count name, else the one that the variables do:
//  - a task of a job array of Slurm: SLURM_ARRAY_TASK_ID, whose base and step are taken off. The
//    array is a plain range: with gaps (--array=0,2,5) its ids are not those of shards.
//  - a task that srun started: SLURM_PROCID of SLURM_NTASKS. SLURM_STEP_ID tells it from a batch
//    script, which is one process whatever the number of tasks is.
//  - a pod of an indexed job of Kubernetes: JOB_COMPLETION_INDEX of JOB_COMPLETIONS, which the job
//    file sets, or of --shard_count.
// Where there is only one task there is nothing to choose from. InvalidArgument if the flags are
// out of range, one is missing or they contradict the variables, and if these name two shards or
// none, and no flag says which. Shard 0 of 1, the whole sweep, contradicts nothing.
absl::StatusOr<Shard> ChooseShard(absl::optional<int64_t> index, absl::optional<int64_t> count,
                                  const Variables& variables);

// The places in the sweep of the runs of a shard, ascending. With the runs
// sorted by variant, engine and seed, however they were listed, run i belongs to shard i mod n.
std::vector<uint32_t> RunsOfShard(const SweepOptions& options, const Shard& shard);

// "shard 1 of 0-3"; "" for a sweep in one.
std::string ShardName(const Shard& shard);

}  // namespace tenfold

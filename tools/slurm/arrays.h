// Arrays of jobs, as a cluster takes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenfold::slurm {

inline constexpr int64_t kMaxTasks = 999999;

// One more than the largest number that this cluster's arrays have for a task; 0 if it has no
// arrays, kMaxTasks if it does not say.
int64_t MaxArraySize();

// Shard `first` + i is its task i.
struct Array {
  int first;
  std::vector<int> tasks;
};

// Of shards that ascend, arrays whose tasks have numbers below `size`.
std::vector<Array> Arrays(const std::vector<int>& shards, int64_t size);

// As --array takes it: {0, 1, 2, 5} is "0-2,5".
std::string Ranges(const std::vector<int>& numbers);

}  // namespace tenfold::slurm

// Several runs at a time, and how many.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold {

// How many processors this process can keep busy: those that it may run on, and no more than what
// its control groups grant it of their time, rounded up. At least 1.
int AvailableProcessors();

// Runs at a time, from a flag --jobs, where 0 stands for one per processor that is available.
// InvalidArgument unless it is from 0 to 4096.
absl::StatusOr<int> JobsOfFlag(int jobs);

// Calls work(0), ..., work(count - 1), each once, begun in this order, on up to `jobs` threads, the
// calling one among them, or on fewer where the system gives no more. Begins none after one has
// returned false.
inline void RunInParallel(size_t count, int jobs, const std::function<bool(size_t)>& work) {
  std::atomic<size_t> next{0};
  std::atomic<bool> go_on{true};
  const auto run = [&] {
    for (size_t i = next++; i < count && go_on; i = next++) {
      if (!work(i)) go_on = false;
    }
  };
  std::vector<std::thread> threads;
  const size_t wanted = std::min<size_t>(std::max(jobs, 1), count);
  try {
    while (threads.size() + 1 < wanted) threads.emplace_back(run);
  } catch (const std::system_error&) {
    // Those that are there do the work.
  }
  run();
  for (std::thread& thread : threads) thread.join();
}

// The processors' worth of time that control groups grant, the least of a group and those above
// it; 0 if there is no limit. `groups` has the text of /proc/self/cgroup, `mount` is the folder of
// their files, /sys/fs/cgroup; versions 1 and 2.
double ProcessorQuota(const std::string& groups, const std::string& mount);

}  // namespace tenfold

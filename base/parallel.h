#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace tenfold {

// Calls work(0), ..., work(count - 1), each once, begun in this order, on up to `jobs` threads, the
// calling one among them. Begins none after one has returned false.
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
  for (size_t i = 1; i < wanted; ++i) threads.emplace_back(run);
  run();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace tenfold

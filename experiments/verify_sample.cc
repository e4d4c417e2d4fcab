#include "experiments/verify_sample.h"

#include <algorithm>
#include <mutex>

#include "absl/strings/str_format.h"
#include "base/parallel.h"
#include "engine/numerics/random.h"
#include "statistics/inference.h"

namespace tenfold {
namespace {

constexpr double kConfidence = 0.95;

}  // namespace

std::vector<RunRecord> DrawRecords(const std::vector<RunRecord>& records, int count,
                                   uint64_t seed) {
  PhiloxGenerator generator(seed, Stream::kData);
  std::vector<int32_t> places = RandomPermutation(static_cast<int>(records.size()), generator);
  places.resize(std::min(places.size(), static_cast<size_t>(std::max(count, 0))));
  std::sort(places.begin(), places.end());
  std::vector<RunRecord> drawn;
  for (const int32_t place : places) drawn.push_back(records[place]);
  return drawn;
}

int RunSampleAgain(const std::vector<RunRecord>& sample, const RunSources& sources,
                   const Backend& engine, int jobs,
                   const std::function<void(const SampledRun& run)>& on_finished) {
  std::mutex mutex;  // guards `wrong` and calls of on_finished
  int wrong = 0;
  RunInParallel(sample.size(), jobs, [&](size_t i) {
    const absl::StatusOr<std::string> difference = RunAgain(sample[i], sources, engine);
    const SampledRun run = {
        sample[i], difference.ok() ? *difference : std::string(difference.status().message())};
    const std::lock_guard<std::mutex> lock(mutex);
    if (!run.difference.empty()) ++wrong;
    on_finished(run);
    return true;
  });
  return wrong;
}

std::string SampleVerdict(int wrong, int sampled, int all) {
  // Of an interval with twice the error the upper bound is the one-sided one.
  const double most =
      statistics::ProportionInterval(wrong, sampled, 1.0 - 2.0 * (1.0 - kConfidence)).high;
  return absl::StrFormat(
      "%d of %d runs that were drawn are as recorded: of all %d at most %.2g %% can be wrong, with "
      "%.0f %% confidence",
      sampled - wrong, sampled, all, 100.0 * most, 100.0 * kConfidence);
}

}  // namespace tenfold

// Intervals by resampling, for statistics of means whose distribution nobody knows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::statistics {

// Efron 1979, percentile intervals. `rows` are independent draws of the same numbers each;
// `statistics` makes of the rows' mean what is to be estimated, always equally many. Each of
// `resamples` draws as many rows with replacement; `draw` gives a number below `bound`, uniformly.
// Nothing for fewer than two rows, or where a statistic is not finite for some resample.
std::vector<std::optional<Interval>> BootstrapIntervals(
    const std::vector<std::vector<double>>& rows,
    const std::function<std::vector<double>(const std::vector<double>& mean)>& statistics,
    int resamples, const std::function<uint32_t(uint32_t bound)>& draw, double confidence = 0.95);

}  // namespace tenfold::statistics

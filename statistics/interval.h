// An estimate with its confidence interval.
#pragma once

namespace tenfold {

struct Interval {
  double estimate = 0.0, low = 0.0, high = 0.0;
};

}  // namespace tenfold

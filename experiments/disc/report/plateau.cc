#include "experiments/disc/report/plateau.h"

#include <algorithm>

namespace tenfold::reports {

Plateau FindPlateau(const std::vector<double>& train_loss) {
  const auto begin = std::find_if(train_loss.begin(), train_loss.end(),
                                  [](double loss) { return loss <= 1.1 * kStallLevel; });
  const auto end =
      std::find_if(begin, train_loss.end(), [](double loss) { return loss < 0.9 * kStallLevel; });
  return {static_cast<int>(end - begin), end != train_loss.end()};
}

}  // namespace tenfold::reports

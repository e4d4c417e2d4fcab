// The stall of a training of the disc, measured.
#pragma once

#include <vector>

namespace tenfold::reports {

// The mean squared error that the answer 0 leaves everywhere, labels being +1 and -1.
inline constexpr double kStallLevel = 1.0;

struct Plateau {
  int length = 0;      // epochs
  bool ended = false;  // whether the training was long enough to see its end
};

// The loss is on the plateau from the first epoch whose mean loss is at most 10 % above
// kStallLevel to the last before the first that is more than 10 % below it. One epoch is about the
// least that can be told; no epoch there is a length of 0.
Plateau FindPlateau(const std::vector<double>& train_loss);

}  // namespace tenfold::reports

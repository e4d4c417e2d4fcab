#pragma once

#include "engine/network/network.h"

namespace tenfold {

// A point in the plane to one number in (-1, 1): `depth` hidden layers of `width` features with
// ReLU, tanh at the end. Its output tensor is "output".
Network DiscNetwork(int depth, int width);

}  // namespace tenfold

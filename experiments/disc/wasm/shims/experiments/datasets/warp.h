// The disc has no images to warp.
#pragma once

#include "engine/numerics/random.h"

namespace tenfold {

struct WarpOptions {
  static constexpr bool enabled() { return false; }
};

class Warper {
 public:
  Warper(int, const WarpOptions&, float) {}
  void Warp(PhiloxGenerator&, const float*, float*) {}
};

}  // namespace tenfold

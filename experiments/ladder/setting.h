// What a run is of, but for its engine and seed: as the programs of the experiments take it.
#pragma once

#include <string>

namespace tenfold::ladder {

struct Setting {
  std::string experiment;  // "pairs", "disc"
  std::string variant;
  std::string preset;
  std::string overrides;  // as in a run id: "epochs=25,warp_strength=0.0"; in the preset's order
};

}  // namespace tenfold::ladder

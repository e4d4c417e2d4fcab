#pragma once

#include <string>
#include <vector>

namespace tenfold::disc {

struct Variant {
  std::string name;
  int depth;  // hidden layers
};

// The text of the report says three hidden layers, its code has four.
inline const std::vector<Variant>& Variants() {
  static const std::vector<Variant> variants = {{"depth-3", 3}, {"depth-4", 4}};
  return variants;
}

}  // namespace tenfold::disc

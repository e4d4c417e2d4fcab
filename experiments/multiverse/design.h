// Which combinations of levels a grid takes.
#pragma once

#include <string>
#include <vector>

#include "experiments/multiverse/declaration.h"

namespace tenfold::multiverse {

// By setting and choice, the place of its level. All combinations, the last choice's levels
// changing first, if they are no more than the grid's settings. Otherwise a Latin hypercube (McKay,
// Beckman and Conover 1979): of each choice every level as often as any other, or once more, each
// choice in an order of its own; of kDesigns such, those with a setting twice left out, the one in
// which the largest correlation between the levels of two choices is least.
std::vector<std::vector<int>> SettingsOf(const Grid& grid);

inline constexpr int kDesigns = 1000;

// What the setting changes of its preset: "epochs=50,batch_size=50".
std::string OverridesOf(const Grid& grid, const std::vector<int>& levels);

}  // namespace tenfold::multiverse

// The ladders: from the report's networks to the best of the same data, one idea at a time. Data
// alone, for the program that trains them and the report that shows them.
#pragma once

#include <string>
#include <vector>

#include "experiments/ladder/setting.h"

namespace tenfold::ladder {

struct Rung {
  std::string idea;  // what is new against the rung below, or what is taken out of the top
  Setting setting;
  // The hyperparameters that differ from the rung below or from the top, those left out that make
  // no difference to this variant; "variant" if that does.
  std::vector<std::string> changes;
};

struct Ladder {
  std::string name;   // "cnn"
  std::string title;  // "CNN with digit classes"
  std::vector<Rung> rungs;
  std::vector<Rung> ablations;  // of the last rung
};

const std::vector<Ladder>& Ladders();

// How many seeds, from 0, each rung and each ablation is trained with.
inline constexpr int kSeeds = 30;

}  // namespace tenfold::ladder

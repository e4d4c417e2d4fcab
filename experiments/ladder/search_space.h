// Where hyperparameters were looked for. Data alone, for the program that searches and the report
// that shows what it tried.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/ladder/setting.h"

namespace tenfold::ladder {

// Values to choose among, each one or more assignments between commas, "learning_rate=0.005", or ""
// for what the setting has.
struct Dimension {
  std::string name;
  std::vector<std::string> values;
};

// All that are left are trained with seeds kFirstSearchSeed to kFirstSearchSeed + seeds - 1, then
// the `kept` with the highest mean accuracy stay.
struct Stage {
  int seeds;
  int kept;
};

struct SearchSpace {
  std::string name;  // "cnn"
  Setting setting;   // what the dimensions change
  std::vector<Dimension> dimensions;
  int candidates;  // the first values together, and others drawn at random
  std::vector<Stage> stages;
  // What the preset that came of it took, whichever candidate won.
  std::string preset;
  std::string taken;  // of the setting's hyperparameters, in their order
};

const std::vector<SearchSpace>& SearchSpaces();

// No seed below is ever used to choose.
inline constexpr int64_t kFirstSearchSeed = 900;
// Of train digits that the run does not train on; enough for a standard error of 0.1 points.
inline constexpr char kHeldOut[] = "held_out_pairs=10000";

}  // namespace tenfold::ladder

// What //experiments/multiverse --output writes: the outcomes of a grid of settings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/measurements/session.h"

namespace tenfold::measurements {

// What a setting chooses among, in order where there is one: "learning_rate" of "low", "high".
struct Choice {
  std::string name;
  std::vector<std::string> levels;  // two or more
};

struct GridRun {
  int64_t variant = 0;  // its place in the grid's
  int64_t seed = 0;
  std::vector<int64_t> outcomes;  // one for each name of the grid's; empty if the run diverged
  std::string digest;             // the first 16 digits of that of the final weights
};

struct GridSetting {
  std::vector<int64_t> levels;  // by choice, from 0
  std::string overrides;        // as in a run id: "epochs=50,batch_size=50"
  std::vector<GridRun> runs;    // of each variant the same seeds, ascending
};

// Of one question.
struct Grid {
  std::string experiment;  // "pairs"
  std::string preset;      // that the overrides change
  std::vector<Choice> choices;
  std::vector<std::string> variants;
  std::vector<std::string> outcomes;  // what each counts: "correct"
  std::vector<GridSetting> settings;
};

struct Multiverse {
  Provenance provenance;
  std::string declaration_digest;  // SHA-256 of experiments/multiverse/declaration.cc
  std::vector<Grid> grids;         // at least one
};

// A run is a text "variant seed outcome ... digest", up to 40 characters.
void Describe(JsonMembers& members, Multiverse& multiverse);

}  // namespace tenfold::measurements

// What the grid is, and how it decides: declared before any of its runs, which carry the digest of
// declaration.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenfold::multiverse {

// One way to fill in what the report leaves open.
struct Level {
  std::string text;       // for the page: "50 epochs"
  std::string overrides;  // of the preset, as --set takes them; "" for what the preset has
};

struct Choice {
  std::string name;
  std::vector<Level> levels;  // in order, where there is one
};

struct Grid {
  std::string experiment;  // "pairs"
  std::string preset;      // that the levels change
  std::vector<Choice> choices;
  // How many settings: all combinations of levels, if there are no more, else that part of them
  // which SettingsOf (design.h) draws from `design_seed`.
  int settings;
  uint64_t design_seed;
};

const std::vector<Grid>& Grids();

// Of every variant in every setting.
inline constexpr int kSeeds = 10;

// By the rule of the verdict over a grid, a claim holds everywhere if it does in this part of the
// settings or more, and nowhere if it fails in this part.
double EverywherePart();

// Whether a claim holds in a setting, or fails there, is decided by intervals that all settings of
// the grid have together with this probability or more.
double SimultaneousConfidence();

// With SGD the learning rate of a level is this many times as large.
double RateOfSgd();

}  // namespace tenfold::multiverse

// Rows as they stand in a file or an array, before anything is made of its targets.
#pragma once

#include <string>
#include <vector>

#include "engine/layers/shape.h"

namespace tenfold {

struct RawTable {
  std::string file;  // or array, as errors name it
  Shape shape;       // of a row
  int rows = 0;
  std::vector<float> inputs;         // [rows, ...shape]
  std::vector<std::string> columns;  // of a CSV: those of the inputs
  std::vector<std::string> targets;  // their names
  std::vector<double> numbers;       // [rows, targets]; empty if a target is text
  std::vector<std::string> texts;    // [rows] if the only target is text
};

}  // namespace tenfold

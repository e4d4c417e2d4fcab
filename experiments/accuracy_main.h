#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/network/backend.h"

namespace tenfold {

// What is looked at besides this repository's engines.
struct AccuracyProgram {
  std::vector<const Backend*> further_engines;
  std::map<std::string, std::string> versions;  // of their libraries
};

// The whole program: trains settings in double and with each engine, and says how far each is from
// double. Returns the exit code.
int AccuracyMain(int argc, char** argv, const AccuracyProgram& program);

}  // namespace tenfold

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/network/backend.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

struct SweepProgram {
  std::unique_ptr<Experiment> experiment;
  std::vector<const Backend*> engines;  // that --engines can name
  std::string default_engine;
  EngineDigests digests;                 // of each of the engines
  std::string label = "//experiments/";  // of the program's target, before its name
  // What results could depend on besides the libraries of all programs: name and version.
  nlohmann::ordered_json versions = nlohmann::ordered_json::object();
};

// The command line of every experiment: parses the flags, runs what is not there yet, prints a
// table. Returns the exit code: 0, 1 after an error (one line on stderr), 128 + n if signal n
// interrupted it.
int SweepMain(SweepProgram program, int argc, char** argv);

}  // namespace tenfold

// Where and with what a session is made.
#pragma once

#include <string>

#include "benchmarks/session.h"
#include "benchmarks/workers.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// Probes of the peak on one and on two cores.
BestProbes FirstProbes();

// One line: the processor and what it can do.
void PrintMachine(const BestProbes& best_probes);

// Host, CPU, instruction set, peaks, versions, BLAS and its kernel, compiler and options, date.
nlohmann::ordered_json MachineJson(const Workers& workers, const BestProbes& best_probes);

// On one line of a terminal that the next call replaces; nothing where stderr is no terminal.
void ShowProgress(const std::string& what);

}  // namespace tenfold

// Where and with what a session is made.
#pragma once

#include <string>

#include "benchmarks/session/session.h"
#include "benchmarks/session/workers.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// Probes of the peak on one and on two cores.
SessionProbes FirstProbes();

// A line: the processor and what it can do. And a warning if others use it now; their share of a
// processor (processor_time.h) is returned.
double PrintMachine(const SessionProbes& probes);

// Host, CPU, instruction set, peaks, memory, versions, BLAS and its kernel, compiler and options,
// date.
nlohmann::ordered_json MachineJson(const Workers& workers, const SessionProbes& probes);

// On one line of a terminal that the next call replaces, or where stderr is no terminal a line at
// most every ten seconds. Empty: clears the terminal's line.
void ShowProgress(const std::string& what);

}  // namespace tenfold

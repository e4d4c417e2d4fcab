#pragma once

#include <string>
#include <vector>

#include "experiments/measurements/benchmark.h"

namespace tenfold::benchmarks {

// What a reader of a session's numbers has to know, in words: "was interrupted", "was made with
// --quick", ...
std::vector<std::string> Reservations(const measurements::Benchmark& benchmark);

}  // namespace tenfold::benchmarks

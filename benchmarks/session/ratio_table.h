// What a side-by-side session shows on the terminal.
#pragma once

#include "benchmarks/session/group_session.h"

namespace tenfold::benchmarks {

void PrintRatioHeader();

// A line for each ratio.
void PrintRatios(const GroupResult& result);

}  // namespace tenfold::benchmarks

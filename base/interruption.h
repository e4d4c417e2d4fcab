// What SIGINT and SIGTERM do to a sweep: its current runs may end for a second, then they are
// abandoned (what is stored is whole at any moment). Either way the program says what is left and
// its exit code is 128 + the signal's number. A second signal ends it at once.
#pragma once

#include <cstddef>
#include <string>

namespace tenfold {

// Takes the two signals over for this process.
void CatchInterruptions();

// 0 if there was none.
int InterruptingSignal();

// What is to be said when a signal comes: "disc, shard 1 of 4", and how many runs it has.
void DescribeSweep(const std::string& name, size_t runs);
void SetRunsThere(size_t runs);

// After the current runs have ended: says what is left.
void EndInterrupted();

}  // namespace tenfold

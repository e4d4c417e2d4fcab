#pragma once

#include <string>

namespace tenfold {

// Who holds the lock (flock) on what the descriptor is open for: "process 1234 (disc)"; "another
// process" where the system does not say, as of one of another machine.
std::string LockHolder(int fd);

}  // namespace tenfold

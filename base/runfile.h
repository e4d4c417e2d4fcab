#pragma once

#include <string>

namespace tenfold {

// Where a file of the program's `data` lies: "mnist/..." in the external repository mnist,
// "tenfold/..." in this one. If it is not found, where it would be beside the program.
std::string RunfilePath(const std::string& argv0, const std::string& file);

}  // namespace tenfold

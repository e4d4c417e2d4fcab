// Names of what is being written. They say which process writes it: no lock is needed to know that
// it is in use, and no other program makes such names.
#pragma once

#include <string>

namespace tenfold {

// Part of every such name.
inline constexpr char kTemporaryMark[] = ".tenfold-";

// A hidden name in the folder of `path`, another one at each call:
// "results/.seed-03.json.tenfold-<space>-<process>-<its start>-<number>.tmp". Who creates it has to
// do so exclusively.
std::string TemporaryName(const std::string& path);

// Whether a path has such a name and its process is known to be gone. What another machine,
// container or boot has left is not known to be.
bool IsLeftover(const std::string& path);

}  // namespace tenfold

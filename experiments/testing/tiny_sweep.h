// A sweep of the real disc program that takes a moment, for tests that disturb it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/process.h"

namespace tenfold {

// `soak` if the test runs under --config=soak, else `everyday`.
int Count(int everyday, int soak);

struct Program {
  Command command;
  std::string output;  // the file to which stdout and stderr are appended
};

// Two settings of the disc with three seeds each on one thread; stdout and stderr go to
// "<results_dir>.out". `flags` are added, in place of those of the same name.
Program TinySweep(const std::string& results_dir, const std::vector<std::string>& flags = {});

// The same, with the write shim preloaded (write_shim.cc): `environment` says what it does.
Program ShimmedSweep(const std::string& results_dir, std::map<std::string, std::string> environment,
                     const std::vector<std::string>& flags = {});

// Aborts if it cannot be started.
pid_t Start(const Program& program);

// Its exit code, as of Wait.
int RunProgram(const Program& program);

// What a results folder holds, apart from timing, provenance and what was set aside.
struct Contents {
  std::map<std::string, std::string> runs;       // run id -> comparable line
  std::map<std::string, std::string> artifacts;  // path -> bytes
  std::set<std::string> others;  // problems, files that do not belong there, temporary files

  bool operator==(const Contents& other) const {
    return runs == other.runs && artifacts == other.artifacts && others == other.others;
  }
};
Contents ReadContents(const std::string& results_dir);

// Says in one line how `contents` differs from what an undisturbed sweep gives; "" if not at all.
std::string Difference(const Contents& contents, const Contents& undisturbed);

// The runs that the program said were finished.
std::set<std::string> Acknowledged(const std::string& output);

// The bytes of a file; "" if it is missing.
std::string Slurp(const std::string& path);

}  // namespace tenfold

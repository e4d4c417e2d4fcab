#pragma once

#include <vector>

#include "experiments/sweeps/full_sweep.h"

namespace tenfold::disc {

struct Rate {
  const char* overrides;  // of preset `paper`
  double peak;
  const char* schedule;
};

// The learning rates that the report compares, in the order of its table.
inline constexpr Rate kRates[] = {
    {"learning_rate=0.02", 0.02, "constant"},
    {"", 0.03, "constant"},
    {"learning_rate=0.05", 0.05, "constant"},
    {"learning_rate=0.1", 0.1, "constant"},
    {"learning_rate=0.2", 0.2, "constant"},
    {"schedule=linear", 0.03, "linear"},
    {"learning_rate=0.1,schedule=linear", 0.1, "linear"},
    {"learning_rate=0.2,schedule=linear", 0.2, "linear"},
    {"learning_rate=0.1,schedule=step", 0.1, "step"},
    {"learning_rate=0.1,schedule=cosine", 0.1, "cosine"},
};

// What decides the verdicts on the report's claims: of the preset's own rate most seeds.
inline std::vector<FullSweep> FullSweeps() {
  std::vector<FullSweep> sweeps;
  for (const Rate& rate : kRates) {
    const bool own = *rate.overrides == '\0';
    sweeps.push_back({"paper", rate.overrides, own ? 1000 : kReportedSeeds});
  }
  sweeps.push_back({"paper", "", kReportedSeeds, /*libtorch=*/true});
  // What the report leaves open.
  sweeps.push_back({"paper", "labels=plus-minus-one", kReportedSeeds});
  sweeps.push_back({"paper", "labels=plus-minus-one", kReportedSeeds, /*libtorch=*/true});
  sweeps.push_back(
      {"paper", "labels=plus-minus-one,learning_rate=0.1,schedule=linear", kReportedSeeds});
  return sweeps;
}

}  // namespace tenfold::disc

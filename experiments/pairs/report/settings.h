// The eight settings of the pairs, and their test accuracies by seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/input/run_set.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// In the report's order.
struct PairSetting {
  const char* variant;
  const char* label;  // as figures name it
  bool cnn, weight_sharing, auxiliary_loss;
};

inline constexpr PairSetting kPairSettings[] = {
    {"cnn-shared-aux", "CNN, sharing + aux.", true, true, true},
    {"cnn-shared", "CNN, sharing", true, true, false},
    {"cnn-aux", "CNN, aux.", true, false, true},
    {"cnn", "CNN, neither", true, false, false},
    {"mlp-shared-aux", "MLP, sharing + aux.", false, true, true},
    {"mlp-shared", "MLP, sharing", false, true, false},
    {"mlp-aux", "MLP, aux.", false, false, true},
    {"mlp", "MLP, neither", false, false, false},
};

// By the bits of claims.h: "mlp" for 0, "cnn-shared-aux" for 7.
std::string PairVariant(int setting);

// Of these seeds those that no setting lacks and with which none diverged, ascending.
statistics::FactorialCells PairCells(const RunSet& runs, const std::string& preset,
                                     const std::string& engine, const SeedRange& seeds);

// What of each cell counts in the mean over the settings of the set `plus` minus that over `minus`.
std::vector<double> Weights(uint8_t plus, uint8_t minus);

// That sum by seed.
std::vector<double> Contrast(const statistics::FactorialCells& cells,
                             const std::vector<double>& weights);

}  // namespace tenfold::reports

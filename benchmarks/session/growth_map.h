// Batch x width x seeds: how many times as fast as the best of LibTorch an engine is, and where
// LibTorch wins.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "benchmarks/session/session.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// One batch size and width, all numbers of seeds.
struct MapCell {
  int batch_size = 0, width = 0;
  std::unique_ptr<GroupSession> session;
};

// The disc's network with four hidden layers of `width`. `workers` and `probes` outlive them.
std::vector<MapCell> MakeMap(const SessionOptions& options, Workers& workers,
                             SessionProbes& probes);

// Each cell and number of seeds: batch_size, width, seeds, and a ratio as side_by_side gives it
// (without "ratio" if there is none). With so many seeds LibTorch may stack so many or fewer, or
// train them one by one.
nlohmann::ordered_json MapJson(const std::vector<MapCell>& cells);

// Where a ratio that falls with the width comes to 1, between two widths on a line through
// logarithms: the first such place. Nothing if it does not.
std::optional<double> Crossover(const std::vector<double>& widths,
                                const std::vector<double>& ratios);

// For each batch size and number of seeds: width of the crossover, or null; and from_the_start if
// LibTorch wins at the smallest width already.
nlohmann::ordered_json CrossoversJson(const nlohmann::ordered_json& map);

void PrintMap(const nlohmann::ordered_json& map, const nlohmann::ordered_json& crossovers);

}  // namespace tenfold

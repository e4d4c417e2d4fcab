// Batch x width x seeds: how many times as fast as the best of LibTorch an engine is, and where
// LibTorch wins.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "benchmarks/session/group_session.h"
#include "experiments/measurements/growth.h"

namespace tenfold::benchmarks {

// One batch size and width, all numbers of seeds.
struct MapSession {
  int batch_size = 0, width = 0;
  std::unique_ptr<GroupSession> session;
};

// The disc's network with four hidden layers of `width`. `workers` and `probes` outlive them.
std::vector<MapSession> MakeMap(const SessionOptions& options, WorkerStarter& workers,
                                SessionProbes& probes);

// Each batch size, width and number of seeds. With so many seeds LibTorch may stack so many or
// fewer, or train them one by one.
std::vector<measurements::MapCell> MapResult(const std::vector<MapSession>& sessions);

// Where a ratio that falls with the width comes to 1, between two widths on a line through
// logarithms: the first such place. Nothing if it does not.
std::optional<double> Crossover(const std::vector<double>& widths,
                                const std::vector<double>& ratios);

// For each batch size and number of seeds.
std::vector<measurements::Crossover> Crossovers(const std::vector<measurements::MapCell>& map);

void PrintMap(const std::vector<measurements::MapCell>& map,
              const std::vector<measurements::Crossover>& crossovers);

}  // namespace tenfold::benchmarks

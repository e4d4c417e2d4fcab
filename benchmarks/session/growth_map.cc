#include "benchmarks/session/growth_map.h"

#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/session/growth_series.h"

namespace tenfold::benchmarks {
namespace {

using measurements::MapCell;

constexpr int kBatches[] = {10, 100, 1000};
constexpr int kWidths[] = {25, 100, 256, 512, 1024};
constexpr int kSeeds[] = {1, 10, 100};

// The numbers of seeds that LibTorch can stack within half a second and a gigabyte. Beyond that one
// seed alone keeps a core busy, and nothing is gained by stacking.
std::vector<int> Stacks(int width, int batch) {
  constexpr double kMostFlops = 4e10, kMostBytes = 1e9;
  std::vector<int> stacks;
  for (int stack : kSeeds) {
    const double flops = 1000.0 * 6.0 * 3.0 * width * width * stack;
    const double bytes = 4.0 * 10.0 * batch * width * stack;
    if (stack > 1 && flops < kMostFlops && bytes < kMostBytes) stacks.push_back(stack);
  }
  return stacks;
}

// The baseline for so many seeds: that of the largest stack that is not larger.
std::string BaselineName(const Group& group, int seeds) {
  if (!WorkerStarter::HaveLibtorch()) return "";
  std::string name = "libtorch";
  for (int stack : group.stacks) {
    if (stack <= seeds) name = absl::StrCat("libtorch-", stack, "-seeds");
  }
  return name;
}

const MapCell* FindCell(const std::vector<MapCell>& map, int batch_size, int seeds, int width) {
  for (const MapCell& cell : map) {
    if (cell.batch_size == batch_size && cell.seeds == seeds && cell.width == width) return &cell;
  }
  return nullptr;
}

std::string CellText(const MapCell* cell) {
  if (cell == nullptr) return "-";
  if (!cell->ratio.ratio.has_value()) return "disturbed";
  return absl::StrFormat("%.2f%s", cell->ratio.ratio->estimate,
                         cell->ratio.ratio->high < 1.0 ? " <" : "");
}

std::string CrossoverText(const std::vector<measurements::Crossover>& crossovers, int batch_size,
                          int seeds) {
  for (const measurements::Crossover& crossover : crossovers) {
    if (crossover.batch_size != batch_size || crossover.seeds != seeds) continue;
    if (crossover.from_the_start) return "everywhere";
    return crossover.width.has_value() ? absl::StrFormat("from %.0f", *crossover.width) : "nowhere";
  }
  return "-";
}

}  // namespace

std::vector<MapSession> MakeMap(const SessionOptions& options, WorkerStarter& workers,
                                SessionProbes& probes) {
  std::vector<MapSession> cells;
  for (int width : kWidths) {
    for (int batch_size : kBatches) {
      Group group =
          DiscGroup({absl::StrCat("width=", width), absl::StrCat("batch_size=", batch_size)});
      group.suffix = absl::StrCat(" width ", width, " batch ", batch_size);
      group.stacks = Stacks(width, batch_size);
      group.by_seeds = true;
      cells.push_back(
          {batch_size, width, std::make_unique<GroupSession>(group, options, workers, probes)});
    }
  }
  return cells;
}

std::vector<MapCell> MapResult(const std::vector<MapSession>& sessions) {
  std::vector<MapCell> map;
  for (const MapSession& cell : sessions) {
    const GroupResult result = cell.session->Result();
    for (int seeds : kSeeds) {
      const std::string baseline = BaselineName(cell.session->group(), seeds);
      for (const measurements::Ratio& ratio : result.ratios) {
        if (baseline != "" && ratio.baseline != baseline) continue;
        map.push_back({cell.batch_size, cell.width, seeds, ratio});
      }
    }
  }
  return map;
}

std::optional<double> Crossover(const std::vector<double>& widths,
                                const std::vector<double>& ratios) {
  for (size_t i = 0; i + 1 < widths.size(); ++i) {
    if (ratios[i] < 1.0 || ratios[i + 1] >= 1.0) continue;
    const double part = std::log(ratios[i]) / std::log(ratios[i] / ratios[i + 1]);
    return widths[i] * std::pow(widths[i + 1] / widths[i], part);
  }
  return std::nullopt;
}

std::vector<measurements::Crossover> Crossovers(const std::vector<MapCell>& map) {
  std::vector<measurements::Crossover> crossovers;
  for (int seeds : kSeeds) {
    for (int batch_size : kBatches) {
      std::vector<double> widths, ratios;
      for (int width : kWidths) {
        const MapCell* cell = FindCell(map, batch_size, seeds, width);
        if (cell == nullptr || !cell->ratio.ratio.has_value()) continue;
        widths.push_back(width);
        ratios.push_back(cell->ratio.ratio->estimate);
      }
      if (widths.empty()) continue;
      crossovers.push_back({batch_size, seeds, Crossover(widths, ratios), ratios.front() < 1.0});
    }
  }
  return crossovers;
}

void PrintMap(const std::vector<MapCell>& map,
              const std::vector<measurements::Crossover>& crossovers) {
  std::printf("\ntimes as fast as the best of LibTorch, per seed; <: LibTorch wins\n");
  for (int seeds : kSeeds) {
    std::printf("%4d seed%s ", seeds, seeds == 1 ? " " : "s");
    for (int batch : kBatches) std::printf("%14s", absl::StrCat("batch ", batch).c_str());
    for (int width : kWidths) {
      std::printf("\n  width %-4d", width);
      for (int batch : kBatches) {
        std::printf("%14s", CellText(FindCell(map, batch, seeds, width)).c_str());
      }
    }
    std::printf("\n  it wins   ");
    for (int batch : kBatches) {
      std::printf("%14s", CrossoverText(crossovers, batch, seeds).c_str());
    }
    std::printf("\n");
  }
}

}  // namespace tenfold::benchmarks

#include "benchmarks/session/growth_map.h"

#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/session/growth_series.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

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
  if (!Workers::HaveLibtorch()) return "";
  std::string name = "libtorch";
  for (int stack : group.stacks) {
    if (stack <= seeds) name = absl::StrCat("libtorch-", stack, "-seeds");
  }
  return name;
}

const ordered_json* FindCell(const ordered_json& array, int batch_size, int seeds, int width) {
  for (const ordered_json& cell : array) {
    if (cell["batch_size"] == batch_size && cell["seeds"] == seeds &&
        (width == 0 || cell["width"] == width)) {
      return &cell;
    }
  }
  return nullptr;
}

std::string CellText(const ordered_json* cell) {
  if (cell == nullptr) return "-";
  if (!cell->contains("ratio")) return "disturbed";
  return absl::StrFormat("%.2f%s", (*cell)["ratio"].get<double>(),
                         (*cell)["high"].get<double>() < 1.0 ? " <" : "");
}

std::string CrossoverText(const ordered_json* crossover) {
  if (crossover == nullptr) return "-";
  if ((*crossover)["from_the_start"].get<bool>()) return "everywhere";
  const ordered_json& width = (*crossover)["width"];
  return width.is_null() ? "nowhere" : absl::StrFormat("from %.0f", width.get<double>());
}

}  // namespace

std::vector<MapCell> MakeMap(const SessionOptions& options, Workers& workers,
                             SessionProbes& probes) {
  std::vector<MapCell> cells;
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

ordered_json MapJson(const std::vector<MapCell>& cells) {
  ordered_json json = ordered_json::array();
  for (const MapCell& cell : cells) {
    const GroupResult result = cell.session->Result();
    for (int seeds : kSeeds) {
      const std::string baseline = BaselineName(cell.session->group(), seeds);
      for (const RatioRow& row : result.ratios) {
        if (baseline != "" && row.baseline != baseline) continue;
        ordered_json place = {
            {"batch_size", cell.batch_size}, {"width", cell.width}, {"seeds", seeds}};
        place.update(ToJson(row));
        place.erase("workload");
        json.push_back(std::move(place));
      }
    }
  }
  return json;
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

ordered_json CrossoversJson(const ordered_json& map) {
  ordered_json json = ordered_json::array();
  for (int seeds : kSeeds) {
    for (int batch_size : kBatches) {
      std::vector<double> widths, ratios;
      for (int width : kWidths) {
        const ordered_json* cell = FindCell(map, batch_size, seeds, width);
        if (cell == nullptr || !cell->contains("ratio")) continue;
        widths.push_back(width);
        ratios.push_back((*cell)["ratio"]);
      }
      if (widths.empty()) continue;
      const std::optional<double> crossover = Crossover(widths, ratios);
      json.push_back({{"batch_size", batch_size},
                      {"seeds", seeds},
                      {"width", crossover.has_value() ? ordered_json(*crossover) : nullptr},
                      {"from_the_start", ratios.front() < 1.0}});
    }
  }
  return json;
}

void PrintMap(const ordered_json& map, const ordered_json& crossovers) {
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
      std::printf("%14s", CrossoverText(FindCell(crossovers, batch, seeds, 0)).c_str());
    }
    std::printf("\n");
  }
}

}  // namespace tenfold

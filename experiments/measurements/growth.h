// What //benchmarks:growth --json writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/measurements/benchmark.h"
#include "experiments/measurements/session.h"
#include "statistics/inference.h"

namespace tenfold::measurements {

// One value of the quantity that grows.
struct GrowthPoint {
  int64_t value = 0;
  double seconds = 0.0;         // the median over processes
  double training_bytes = 0.0;  // the most of any process
  bool disturbed = false;       // all processes were
  int64_t processes = 0;
};

// One quantity with one engine.
struct GrowthSeries {
  std::string series;   // "width"
  std::string time_of;  // "an epoch"
  std::string engine, configuration;
  std::vector<GrowthPoint> points;
  // Exponents of a power law through all points, and through the last three; nothing where there
  // are fewer.
  std::optional<statistics::Interval> time_exponent, time_exponent_upper;
  std::optional<statistics::Interval> memory_exponent, memory_exponent_upper;
};

// Batch size x width x seeds, beside the best of LibTorch.
struct MapCell {
  int64_t batch_size = 0, width = 0, seeds = 0;
  Ratio ratio;
};

// Where LibTorch begins to win as the width grows.
struct Crossover {
  int64_t batch_size = 0, seeds = 0;
  std::optional<double> width;  // nothing: at no width that was measured, or at all
  bool from_the_start = false;
};

struct Growth {
  Session session;
  std::vector<GrowthSeries> growth;
  std::vector<MapCell> map;
  std::vector<Crossover> crossovers;
};

void Describe(JsonMembers& members, Growth& growth);

}  // namespace tenfold::measurements

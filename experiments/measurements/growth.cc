#include "experiments/measurements/growth.h"

namespace tenfold::measurements {
namespace {

void DescribePoint(JsonMembers& members, GrowthPoint& point) {
  members.PositiveCount("value", point.value);
  members.Positive("seconds", point.seconds);
  members.NotNegative("training_bytes", point.training_bytes);
  members.Flag("disturbed", point.disturbed);
  members.Count("processes", point.processes);
}

void DescribeInterval(JsonMembers& members, statistics::Interval& interval) {
  members.Number("estimate", interval.estimate);
  members.Number("low", interval.low);
  members.Number("high", interval.high);
}

void DescribeExponent(JsonMembers& members, const char* name,
                      std::optional<statistics::Interval>& exponent) {
  if (members.NotNull(name, exponent)) members.Object(name, *exponent, DescribeInterval);
}

void DescribeSeries(JsonMembers& members, GrowthSeries& series) {
  members.Text("series", series.series);
  members.Text("time_of", series.time_of);
  members.Text("engine", series.engine);
  members.Text("configuration", series.configuration);
  members.Objects("points", series.points, DescribePoint);
  DescribeExponent(members, "time_exponent", series.time_exponent);
  DescribeExponent(members, "time_exponent_upper", series.time_exponent_upper);
  DescribeExponent(members, "memory_exponent", series.memory_exponent);
  DescribeExponent(members, "memory_exponent_upper", series.memory_exponent_upper);
}

void DescribeCell(JsonMembers& members, MapCell& cell) {
  members.PositiveCount("batch_size", cell.batch_size);
  members.PositiveCount("width", cell.width);
  members.PositiveCount("seeds", cell.seeds);
  DescribeRatio(members, cell.ratio);
}

void DescribeCrossover(JsonMembers& members, Crossover& crossover) {
  members.PositiveCount("batch_size", crossover.batch_size);
  members.PositiveCount("seeds", crossover.seeds);
  if (members.NotNull("width", crossover.width)) members.Positive("width", *crossover.width);
  members.Flag("from_the_start", crossover.from_the_start);
}

}  // namespace

void Describe(JsonMembers& members, Growth& growth) {
  Describe(members, growth.session);
  members.Objects("growth", growth.growth, DescribeSeries);
  members.Objects("map", growth.map, DescribeCell);
  members.Objects("crossovers", growth.crossovers, DescribeCrossover);
}

}  // namespace tenfold::measurements

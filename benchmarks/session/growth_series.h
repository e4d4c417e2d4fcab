// How time and memory grow with one quantity while all else stays as it is.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/session/group_session.h"
#include "benchmarks/session/turns.h"
#include "experiments/measurements/growth.h"

namespace tenfold::benchmarks {

struct Series {
  std::string name;     // "width"
  std::string time_of;  // "an epoch"
  std::vector<int> values;
  std::function<Group(int value)> group;
  bool stacked = false;  // LibTorch trains `value` seeds as one
};

// Of the disc: seeds, batch_size, width and points. What is not varied is as in W1 with batches of
// 100.
std::vector<Series> AllSeries();

// That workload with other hyperparameters, checked against an engine that is fast enough for wide
// layers.
Group DiscGroup(std::vector<std::string> overrides);

// One value of a series with one engine: each round is a fresh process.
class SeriesPoint : public TurnTaker {
 public:
  // `workers` and `probes` outlive it. Enough are `least` undisturbed processes.
  SeriesPoint(const Series& series, int value, const Configuration& configuration, int least,
              const SessionOptions& options, WorkerStarter& workers, SessionProbes& probes);

  const std::string& name() const override { return name_; }
  absl::Status Prepare() override { return absl::OkStatus(); }
  absl::Status Round() override;
  bool Enough() const override;

  int value() const { return value_; }
  // The median of the undisturbed processes, or if there are none of all; nothing without a
  // process.
  std::optional<measurements::GrowthPoint> Result() const;

 private:
  bool Disturbed(const ProcessTiming& sample) const;

  const std::string name_;
  const int value_;
  const Group group_;
  Configuration configuration_;
  const int least_;
  const SessionOptions options_;
  WorkerStarter& workers_;
  SessionProbes& probes_;
  std::vector<ProcessTiming> samples_;
  double bytes_ = 0.0;
};

// What was measured, and the exponents of power laws through it.
measurements::GrowthSeries SeriesResult(const Series& series, const Configuration& configuration,
                                        const std::vector<const SeriesPoint*>& points);

// Two lines: the points and the exponents.
void PrintSeries(const measurements::GrowthSeries& series);

}  // namespace tenfold::benchmarks

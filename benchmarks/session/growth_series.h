// How time and memory grow with one quantity while all else stays as it is.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "benchmarks/session/schedule.h"
#include "benchmarks/session/session.h"
#include "nlohmann/json.hpp"

namespace tenfold {

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
class SeriesPoint : public Turn {
 public:
  // `workers` and `probes` outlive it. Enough are `least` undisturbed processes.
  SeriesPoint(const Series& series, int value, const Configuration& configuration, int least,
              const SessionOptions& options, Workers& workers, SessionProbes& probes);

  const std::string& name() const override { return name_; }
  absl::Status Prepare() override { return absl::OkStatus(); }
  absl::Status Round() override;
  bool Enough() const override;

  int value() const { return value_; }
  // value, seconds (the median of the undisturbed processes, or if there are none of all),
  // training_bytes (the most of any), disturbed, processes. Null without a process.
  nlohmann::ordered_json Json() const;

 private:
  bool Disturbed(const Sample& sample) const;

  const std::string name_;
  const int value_;
  const Group group_;
  Configuration configuration_;
  const int least_;
  const SessionOptions options_;
  Workers& workers_;
  SessionProbes& probes_;
  std::vector<Sample> samples_;
  double bytes_ = 0.0;
};

// series, time_of, engine, configuration, points, and the exponents of a power law through them:
// time_exponent and memory_exponent, of all points, and ..._upper of the last three; null where
// there are fewer.
nlohmann::ordered_json SeriesJson(const Series& series, const Configuration& configuration,
                                  const std::vector<const SeriesPoint*>& points);

// Two lines: the points and the exponents.
void PrintSeries(const nlohmann::ordered_json& series);

}  // namespace tenfold

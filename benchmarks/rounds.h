// Rounds of processes in the order A B B A, and what they say of ratios.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/statistics.h"

namespace tenfold {

// What one process says of one workload.
struct Sample {
  double seconds = 0.0;
  double probe_before = 0.0, probe_after = 0.0;
  double cpu_share = 1.0;
};

// Participants of a round by their number.
struct Pairing {
  int engine = 0, baseline = 0;
};

struct RoundsOptions {
  // Rounds are added until the 95 % intervals of all ratios reach no further than this from them,
  // no time is left, or there are `most`. The first needs no time: each row gets a rough figure.
  double half_width = 0.05;
  int least = 4, most = 30;
  bool keep_disturbed = false;  // throw nothing away
  std::function<bool()> time_is_left = [] { return true; };
};

struct RatioResult {
  std::optional<Interval> ratio;  // time of the baseline / time of the engine
  // The same of all rounds, disturbed ones too: not to be quoted. Nothing before Run.
  std::optional<double> disturbed_ratio;
  int rounds = 0;       // that count
  int disturbed = 0;    // thrown away
  bool narrow = false;  // as narrow as asked for
};

class Rounds {
 public:
  // Runs a process: a sample for each workload.
  using Measure = std::function<absl::StatusOr<std::vector<Sample>>(int participant)>;

  // `best_probe`, shared by all rounds of a session, is raised by what samples show.
  Rounds(int participants, int workloads, std::vector<Pairing> pairings, RoundsOptions options,
         double* best_probe);

  // Each round runs the participants once in order and once in reverse, which cancels a drift.
  // Those all of whose ratios are narrow enough sit out. Stops at the first error.
  absl::Status Run(const Measure& measure);

  // A round counts for a ratio if none of its four processes was disturbed.
  RatioResult Ratio(const Pairing& pairing, int workload) const;

  // In the order in which they were taken; with `clean`, without disturbed ones.
  std::vector<Sample> Samples(int participant, int workload, bool clean) const;

  const std::vector<Pairing>& pairings() const { return pairings_; }

 private:
  struct Visit {
    std::vector<Sample> first, second;  // by workload; empty if the participant sat out
  };

  bool IsNarrow(const Pairing& pairing) const;
  bool Disturbed(const Sample& sample) const;

  const int participants_, workloads_;
  const std::vector<Pairing> pairings_;
  const RoundsOptions options_;
  double& best_probe_;
  std::vector<std::vector<Visit>> rounds_;  // [round][participant]
};

}  // namespace tenfold

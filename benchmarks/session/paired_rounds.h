// Rounds of processes in the order A B B A, and what they say of ratios.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/machine/disturbance.h"
#include "statistics/logarithms.h"

namespace tenfold::benchmarks {

// Participants of a round by their number.
struct Pairing {
  int engine = 0, baseline = 0;
};

struct RoundsOptions {
  // A ratio is narrow if it has at least so many undisturbed rounds, and its 95 % interval reaches
  // no further than this from it.
  int least = 4;
  double half_width = 0.05;
  bool keep_disturbed = false;  // throw nothing away
};

struct RatioResult {
  // Time of the baseline / time of the engine, with the interval that another session would be
  // within, too: Student's t over the rounds, widened by kBetweenSessionsStd.
  std::optional<statistics::Interval> ratio;
  double standard_error = 0.0;  // of its logarithm, by the rounds alone
  // The same of all rounds, disturbed ones too: not to be quoted. Nothing before Run.
  std::optional<double> disturbed_ratio;
  int rounds = 0;       // that count
  int disturbed = 0;    // thrown away
  bool narrow = false;  // as narrow as asked for
};

class PairedRounds {
 public:
  // Runs a process: a sample for each workload.
  using Measure = std::function<absl::StatusOr<std::vector<ProcessTiming>>(int participant)>;

  // `probes`, shared by all rounds of a session, gets those of all samples.
  PairedRounds(int participants, int workloads, std::vector<Pairing> pairings,
               RoundsOptions options, Probes* probes);

  // A round runs the participants once in order and once in reverse, which cancels a drift. Those
  // all of whose ratios are narrow sit out. Stops at the first error, and then does not count.
  absl::Status Run(const Measure& measure);

  // Whether all ratios are: a further round would run nothing.
  bool AllNarrow() const;

  // A round counts for a ratio if none of its four processes was disturbed.
  RatioResult Ratio(const Pairing& pairing, int workload) const;

  // In the order in which they were taken; with `clean`, without disturbed ones.
  std::vector<ProcessTiming> Samples(int participant, int workload, bool clean) const;

  const std::vector<Pairing>& pairings() const { return pairings_; }

 private:
  struct Visit {
    std::vector<ProcessTiming> first, second;  // by workload; empty if the participant sat out
  };

  bool IsNarrow(const Pairing& pairing) const;
  bool Disturbed(const ProcessTiming& sample) const;

  const int participants_, workloads_;
  const std::vector<Pairing> pairings_;
  const RoundsOptions options_;
  Probes& probes_;
  std::vector<std::vector<Visit>> rounds_;  // [round][participant]
};

}  // namespace tenfold::benchmarks

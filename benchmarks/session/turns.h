// How a session's time is shared: all rows take turns, so that each gets as many rounds as the
// others, spread over the whole session.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace tenfold::benchmarks {

// What takes turns: one row or several that are measured together.
class TurnTaker {
 public:
  virtual ~TurnTaker() = default;
  virtual const std::string& name() const = 0;
  // Once, before the first round.
  virtual absl::Status Prepare() = 0;
  virtual absl::Status Round() = 0;
  // Whether further rounds would add nothing. After Prepare.
  virtual bool Enough() const = 0;
};

struct TurnsOptions {
  double seconds = 0.0;  // of all together; a round is only begun if it is likely to end in time
  int most_rounds = 30;
  std::function<double()> now;  // seconds since the start
  std::function<void(int pass, int turns)> pass_begins = [](int, int) {};
  std::function<void()> turn_begins = [] {};
};

struct TurnsResult {
  std::vector<absl::Status> statuses;  // by turn; one that failed gets no more rounds
  std::vector<int> rounds;             // by turn
  bool interrupted = false;            // a round ended with Cancelled: all ends
};

// In passes: the first prepares each and runs a round, every further one runs a round of those that
// want more. A turn sits out when its round, by the time its last one took, would end too late. The
// first pass ends when the time is over; turns that it did not reach have DeadlineExceeded.
TurnsResult RunInTurns(const std::vector<TurnTaker*>& turns, const TurnsOptions& options);

}  // namespace tenfold::benchmarks

#include "benchmarks/session/turns.h"

namespace tenfold::benchmarks {

TurnsResult RunInTurns(const std::vector<TurnTaker*>& turns, const TurnsOptions& options) {
  TurnsResult result;
  result.statuses.resize(turns.size());
  result.rounds.resize(turns.size());
  std::vector<double> cost(turns.size());  // seconds of the last round
  const auto round = [&](size_t i) {
    options.turn_begins();
    const double start = options.now();
    absl::Status& status = result.statuses[i];
    if (result.rounds[i] == 0) status = turns[i]->Prepare();
    const double prepared = options.now();
    if (status.ok()) status = turns[i]->Round();
    cost[i] = options.now() - (result.rounds[i] == 0 ? prepared : start);
    if (status.ok()) ++result.rounds[i];
    if (absl::IsCancelled(status)) {
      status = absl::OkStatus();
      result.interrupted = true;
    }
  };
  bool ran = true;
  for (int pass = 0; ran && pass < options.most_rounds; ++pass) {
    std::vector<size_t> wanted;
    for (size_t i = 0; i < turns.size(); ++i) {
      const bool in_time = options.now() + cost[i] <= options.seconds;
      if (pass == 0 || (result.statuses[i].ok() && in_time && !turns[i]->Enough())) {
        wanted.push_back(i);
      }
    }
    if (!wanted.empty()) options.pass_begins(pass, static_cast<int>(wanted.size()));
    ran = false;
    for (size_t i : wanted) {
      if (options.now() + cost[i] > options.seconds) {
        if (pass == 0) result.statuses[i] = absl::DeadlineExceededError("no time was left");
        continue;
      }
      round(i);
      if (result.interrupted) return result;
      ran = true;
    }
  }
  return result;
}

}  // namespace tenfold::benchmarks

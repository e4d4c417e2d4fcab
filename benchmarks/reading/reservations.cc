#include "benchmarks/reading/reservations.h"

#include "absl/strings/str_format.h"

namespace tenfold::benchmarks {

std::vector<std::string> Reservations(const measurements::Benchmark& benchmark) {
  const measurements::Session& session = benchmark.session;
  std::vector<std::string> reservations;
  if (session.interrupted) reservations.push_back("was interrupted");
  if (benchmark.quick) reservations.push_back("was made with --quick");
  if (session.kept_disturbed) reservations.push_back("was made with --keep_disturbed");
  if (session.was_busy()) {
    reservations.push_back(absl::StrFormat("began while others used %.0f %% of a processor",
                                           session.busy_at_start * 100));
  }
  return reservations;
}

}  // namespace tenfold::benchmarks

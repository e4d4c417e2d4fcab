#include "experiments/sweeps/program/progress.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace tenfold {

Progress::Progress(int total, bool terminal, std::FILE* out)
    : total_(total), terminal_(terminal), out_(out) {}

void Progress::Finished(const RunRecord& record) {
  const double elapsed =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const std::string line = ProgressLine(++done_, total_, elapsed, record);
  if (terminal_) {
    std::fprintf(out_, "\r%.100s\033[K", line.c_str());
  } else {
    std::fprintf(out_, "%s\n", line.c_str());
  }
  std::fflush(out_);
}

void Progress::End() {
  if (terminal_ && done_ > 0) std::fprintf(out_, "\n");
}

std::string ProgressLine(int done, int total, double elapsed_s, const RunRecord& record) {
  const int width = static_cast<int>(absl::StrCat(total).size());
  const int eta = static_cast<int>(std::lround(elapsed_s / done * (total - done)));
  const std::string result =
      record.test_accuracy.has_value() ? absl::StrFormat("test %.3f", *record.test_accuracy)
      : record.metrics.contains("test_rmse")
          ? absl::StrFormat("test RMSE %.4g", record.metrics["test_rmse"].get<double>())
          : absl::StrFormat("diverged at step %d", record.diverged_step.value_or(0));
  std::string line = absl::StrFormat("[%*d/%d] eta %d:%02d  %s  %s", width, done, total, eta / 60,
                                     eta % 60, record.run_id, result);
  if (record.timing.contains("wall_time_s")) {
    absl::StrAppendFormat(&line, "  %.1f s", record.timing["wall_time_s"].get<double>());
  }
  return line;
}

}  // namespace tenfold

#pragma once

#include <chrono>
#include <cstdio>
#include <string>

#include "experiments/records/run_record.h"

namespace tenfold {

// Tells how far a sweep is: on a terminal one line that is written over, elsewhere a line per run.
class Progress {
 public:
  Progress(int total, bool terminal, std::FILE* out);

  void Finished(const RunRecord& record);

  // Ends the line that is written over.
  void End();

 private:
  const int total_;
  const bool terminal_;
  std::FILE* const out_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  int done_ = 0;
};

// "[ 37/100] eta 0:42  pairs/paper/cnn/eigen/seed-03  test 0.812  0.4 s"
std::string ProgressLine(int done, int total, double elapsed_s, const RunRecord& record);

}  // namespace tenfold

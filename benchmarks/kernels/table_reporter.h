#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"

namespace tenfold::benchmarks {

// Prints at the end one line per benchmark, in the order in which they were registered: its median
// over the repetitions, and its speed beside the machine's.
class TableReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  std::map<int64_t, std::string> lines_;  // by place in the order
};

}  // namespace tenfold::benchmarks

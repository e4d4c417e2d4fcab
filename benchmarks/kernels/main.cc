// All Google Benchmark programs: they differ in what runs if nothing is asked for.
#include <cstdio>
#include <string>
#include <vector>

#include "base/command_line.h"
#include "benchmark/benchmark.h"
#include "benchmarks/kernels/registration.h"
#include "benchmarks/kernels/table_reporter.h"
#include "benchmarks/machine/environment.h"
#include "benchmarks/machine/measuring_lock.h"
#include "benchmarks/machine/peak.h"
#include "experiments/datasets/digits.h"
#include "experiments/sweeps/provenance.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  using namespace tenfold::benchmarks;
  StartProgram();
  RestartInCleanEnvironment(argv);
  // What is given on the command line comes later and wins.
  std::vector<std::string> arguments = {argv[0], "--benchmark_filter=" TENFOLD_DEFAULT_FILTER,
                                        "--benchmark_enable_random_interleaving=true",
                                        "--benchmark_repetitions=3", "--benchmark_min_time=0.1"};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return 1;

  const absl::StatusOr<MeasuringLock> lock = MeasuringLock::Take();
  if (!lock.ok()) {
    SayError(lock.status().message());
    return 1;
  }
  const double peak = BestPeakGflops(0.2);
  const nlohmann::ordered_json provenance = ProcessProvenance("");
  for (const char* key : {"commit", "compiler", "cpu"}) {
    benchmark::AddCustomContext(key, provenance[key].get<std::string>());
  }
  benchmark::AddCustomContext("isa", AvailableFmaLoops().front().isa);
  std::printf("%s, %s: %.0f GFLOP/s on one core (register loop of fused multiply-adds)\n",
              provenance["cpu"].get<std::string>().c_str(), AvailableFmaLoops().front().isa, peak);
  std::printf(
      "of peak: floating-point operations of the dense products over that; must run: the same "
      "without those whose result a max-pool throws away\n");

  RegisterPeak();
  RegisterOperations();
  RegisterTrainings(DefaultMnistDir(argv[0]));
  TableReporter reporter;
  if (benchmark::RunSpecifiedBenchmarks(&reporter) == 0) return 1;
  benchmark::Shutdown();
  if (SomethingFailed()) {
    SayError("benchmarks above refused to report");
    return 1;
  }
  return 0;
}

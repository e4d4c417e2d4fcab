// Processor seconds that 1,000 networks on iris take through the library alone: ROUNDS lines, one a
// round. speed.py compares them with the module's.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

#include "experiments/datasets/table_files.h"
#include "experiments/study/array_study.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  if (argc != 3) {
    std::fprintf(stderr, "usage: library IRIS_CSV ROUNDS\n");
    return 1;
  }
  const absl::StatusOr<Table> iris = ReadTable({argv[1], {"species"}, "", ""});
  if (!iris.ok()) {
    std::fprintf(stderr, "error: %s\n", std::string(iris.status().message()).c_str());
    return 1;
  }
  for (int round = 0; round < std::atoi(argv[2]); ++round) {
    study::Arrays arrays = {"X", "y", {iris->rows, 4}, {iris->rows}, iris->inputs, {}, {}};
    arrays.numbers.assign(iris->labels.begin(), iris->labels.end());
    study::ArrayStudyOptions options;
    options.networks = {"n=Linear(16), ReLU()"};
    for (int64_t seed = 0; seed < 1000; ++seed) options.seeds.push_back(seed);
    options.jobs = 1;
    const std::clock_t start = std::clock();
    const auto study = study::ArrayStudy::Create(std::move(arrays), std::nullopt, options,
                                                 {{"reference", ""}, {"simd", ""}});
    if (!study.ok() || !(*study)->Train([] { return true; }).ok()) return 1;
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%.6f %s\n", seconds, (*study)->outcome(999).weights_digest.c_str());
    std::fflush(stdout);
  }
}

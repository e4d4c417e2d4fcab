#include "benchmarks/machine/environment.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace tenfold::benchmarks {
namespace {

constexpr absl::string_view kSteeringPrefixes[] = {"OPENBLAS_", "GOTO_", "BLIS_",  "MKL_",
                                                   "OMP_",      "GOMP_", "KMP_",   "ONEDNN_",
                                                   "DNNL_",     "ATEN_", "TORCH_", "MALLOC_"};

bool Steers(absl::string_view variable) {
  return std::any_of(std::begin(kSteeringPrefixes), std::end(kSteeringPrefixes),
                     [&](absl::string_view prefix) { return absl::StartsWith(variable, prefix); });
}

}  // namespace

CleanEnvironment MakeCleanEnvironment() {
  CleanEnvironment clean;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    (Steers(*variable) ? clean.cleared : clean.variables).push_back(*variable);
  }
  return clean;
}

void RestartInCleanEnvironment(char** argv) {
  CleanEnvironment clean = MakeCleanEnvironment();
  if (clean.cleared.empty()) return;
  std::vector<char*> variables;
  for (std::string& variable : clean.variables) variables.push_back(variable.data());
  variables.push_back(nullptr);
  execve("/proc/self/exe", argv, variables.data());
  std::perror("cannot start anew without the environment's settings for BLAS; going on with them");
}

}  // namespace tenfold::benchmarks

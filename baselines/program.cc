#include "baselines/program.h"

#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "baselines/libtorch/libtorch.h"

namespace tenfold::libtorch {
namespace {

constexpr char kKeepOpenBlas[] = "TENFOLD_KEEP_OPENBLAS";

// OPENBLAS_CORETYPE chooses kernels, OPENBLAS_L2_SIZE how they cut matrices into blocks, ...
std::vector<std::string> OpenBlasVariables() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::vector<std::string> parts = absl::StrSplit(*variable, absl::MaxSplits('=', 1));
    if (absl::StartsWith(parts[0], "OPENBLAS_")) names.push_back(parts[0]);
  }
  return names;
}

}  // namespace

void PrepareProcess(char** argv) {
  const std::vector<std::string> variables = OpenBlasVariables();
  if (!variables.empty() && std::getenv(kKeepOpenBlas) == nullptr) {
    for (const std::string& name : variables) unsetenv(name.c_str());
    execv("/proc/self/exe", argv);
    std::perror("warning: OPENBLAS_ variables stay in force: /proc/self/exe");
  }
  // Memory of one step is there for the next instead of going back to the system and its pages
  // being zeroed again. glibc takes no larger threshold than 32 MiB.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, 64 << 20);
}

SweepProgram MakeProgram(std::unique_ptr<Experiment> experiment, EngineDigests digests) {
  SweepProgram program;
  program.experiment = std::move(experiment);
  program.engines = {&GetBackend()};
  program.default_engine = std::string(GetBackend().name());
  program.digests = std::move(digests);
  program.label = "//baselines:";
  for (const auto& [name, version] : Versions()) program.versions[name] = version;
  return program;
}

}  // namespace tenfold::libtorch

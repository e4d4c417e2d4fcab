// Adds signatures of new presets to experiments/signatures.txt, and makes all anew when the numeric
// contract has a new version.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/signals.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/contract.h"
#include "experiments/signatures.h"

namespace tenfold {
namespace {

absl::Status UpdateSignatures(int argc, char** argv) {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (argc != 1 || workspace == nullptr) {
    return absl::InvalidArgumentError("wants to be started without arguments by bazel run");
  }
  const auto experiments = SignedExperiments(argv[0]);
  if (!experiments.ok()) return experiments.status();
  const std::string path = absl::StrCat(workspace, "/experiments/signatures.txt");
  const absl::StatusOr<SignatureFile> before = ReadSignatures(path);
  if (!before.ok()) return before.status();
  const std::vector<SignedRun> runs = AllSignedRuns(*experiments);
  std::vector<Signature> signatures;
  absl::Status status = ComputeSignatures(runs, simd::GetBackend(), AvailableProcessors(),
                                          [&](const SignedRun& run, const std::string& digest) {
                                            signatures.push_back({run.id(), digest});
                                            std::printf("[%3zu/%zu] %s\n", signatures.size(),
                                                        runs.size(), run.id().c_str());
                                            std::fflush(stdout);
                                          });
  if (!status.ok()) return status;
  status = CheckUnchanged(*before, signatures);
  if (!status.ok()) return status;
  status = WriteFileAtomically(path, SignaturesText(signatures));
  if (!status.ok()) return status;
  std::printf("%s: %zu signatures for version %d of the numeric contract\n", path.c_str(),
              signatures.size(), kContractVersion);
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  tenfold::StartProgram();
  return tenfold::ExitCode(tenfold::UpdateSignatures(argc, argv));
}

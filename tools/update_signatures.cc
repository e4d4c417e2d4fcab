// Adds signatures of new presets to experiments/signatures.txt, makes those of changed presets
// anew, and all when the numeric contract has a new version.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/contract.h"
#include "experiments/signatures.h"

ABSL_FLAG(std::vector<std::string>, preset_changed, {},
          "Presets whose settings were changed, separated by commas, such as disc/paper: their "
          "signatures may change.");

namespace tenfold {
namespace {

constexpr char kUsage[] =
    "Brings experiments/signatures.txt up to date.\n\n  bazel run //tools:update_signatures -- "
    "[--preset_changed=disc/paper]";

absl::Status UpdateSignatures(int argc, char** argv) {
  absl::Status status =
      RefuseArguments(ParseCommandLine(kUsage, "tools/update_signatures", argc, argv));
  if (!status.ok()) return status;
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) return absl::InvalidArgumentError("wants to be started by bazel run");
  const auto experiments = SignedExperiments(argv[0]);
  if (!experiments.ok()) return experiments.status();
  const std::string path = absl::StrCat(workspace, "/experiments/signatures.txt");
  TENFOLD_ASSIGN_OR_RETURN(const SignatureFile before, ReadSignatures(path));
  const std::vector<SignedRun> runs = AllSignedRuns(*experiments);
  std::vector<Signature> signatures;
  status = ComputeSignatures(runs, simd::GetBackend(), AvailableProcessors(),
                             [&](const SignedRun& run, const std::string& digest) {
                               signatures.push_back({run.id(), digest});
                               std::printf("[%3zu/%zu] %s\n", signatures.size(), runs.size(),
                                           run.id().c_str());
                               std::fflush(stdout);
                             });
  if (!status.ok()) return status;
  const SignedSettings settings = SettingsOf(runs);
  status = CheckUnchanged(before, settings, signatures, absl::GetFlag(FLAGS_preset_changed));
  if (!status.ok()) return status;
  status = WriteFileAtomically(path, SignaturesText(settings, signatures));
  if (!status.ok()) return status;
  std::printf("%s: %zu signatures for version %d of the numeric contract\n",
              PlainLine(path).c_str(), signatures.size(), kContractVersion);
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  tenfold::StartProgram();
  return tenfold::ExitCode(tenfold::UpdateSignatures(argc, argv));
}

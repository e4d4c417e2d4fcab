// Reruns signatures on this machine.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/command_line.h"
#include "base/parallel.h"
#include "base/runfile.h"
#include "base/status_macros.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/contract.h"
#include "experiments/signatures.h"
#include "experiments/sweeps/provenance.h"

ABSL_FLAG(bool, all, false,
          "Every signature, also ten seeds of the settings with short runs. Default: a seed each.");
ABSL_FLAG(std::vector<std::string>, only, {},
          "Of these, the ones with one of these in their name, for instance disc,paper/mlp.");
ABSL_FLAG(
    std::string, isa, "auto",
    "Instruction set: avx512, avx2, neon, scalar, or auto, the fastest that the processor has.");
ABSL_FLAG(std::string, engine, "simd", "simd, or reference: the plain loops, which take minutes.");
ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(std::string, signatures, "", "File of signatures. Default: the one that was built in.");

namespace tenfold {
namespace {

absl::StatusOr<const Backend*> EngineOf(const Backend& simd) {
  const std::string engine = absl::GetFlag(FLAGS_engine);
  if (engine == simd.name()) return &simd;
  const Backend& reference = reference::GetBackend();
  if (engine == reference.name() && absl::GetFlag(FLAGS_isa) == "auto") return &reference;
  if (engine == reference.name()) {
    return absl::InvalidArgumentError(absl::StrCat("--isa=", absl::GetFlag(FLAGS_isa),
                                                   " changes nothing; it needs --engine=simd"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--engine: \"", engine, "\" makes no promise of its bits; simd and reference do"));
}

// Whether all hold.
absl::StatusOr<bool> Verify(const std::string& argv0) {
  const absl::StatusOr<std::unique_ptr<Backend>> simd = simd::MakeBackend(absl::GetFlag(FLAGS_isa));
  if (!simd.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--isa: ", simd.status().message()));
  }
  TENFOLD_ASSIGN_OR_RETURN(const Backend* engine, EngineOf(**simd));
  TENFOLD_ASSIGN_OR_RETURN(const int jobs, JobsOfFlag(absl::GetFlag(FLAGS_jobs)));
  TENFOLD_ASSIGN_OR_RETURN(const auto experiments, SignedExperiments(argv0));
  const std::vector<SignedRun> all = AllSignedRuns(experiments);
  const std::string path = absl::GetFlag(FLAGS_signatures);
  TENFOLD_ASSIGN_OR_RETURN(
      const SignatureFile file,
      ReadSignatures(path.empty() ? RunfilePath(argv0, kSignaturesFile) : path));
  TENFOLD_RETURN_IF_ERROR(CheckSignatures(file, all));
  std::map<std::string, std::string> expected;
  for (const Signature& signature : file.signatures) expected[signature.id] = signature.digest;
  std::vector<SignedRun> runs = absl::GetFlag(FLAGS_all) ? all : SampleOf(all);
  const std::vector<std::string> only = absl::GetFlag(FLAGS_only);
  const auto is_left_out = [&](const SignedRun& run) {
    return !only.empty() && std::none_of(only.begin(), only.end(), [&](const std::string& part) {
      return absl::StrContains(run.id(), part);
    });
  };
  runs.erase(std::remove_if(runs.begin(), runs.end(), is_left_out), runs.end());
  if (runs.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--only: no signature has \"",
                                                   absl::StrJoin(only, "\" or \""),
                                                   "\" in its name; one is ", all[0].id()));
  }

  const auto machine = ProcessProvenance("");
  std::printf(
      "cpu: %s\nengine: %s\ncompiler: %s\nnumeric contract: version %d\n",
      machine["cpu"].get<std::string>().c_str(),
      absl::StrCat(engine->name(), engine->isa().empty() ? "" : ", ", engine->isa()).c_str(),
      machine["compiler"].get<std::string>().c_str(), kContractVersion);
  int done = 0, hold = 0;
  absl::Status status =
      ComputeSignatures(runs, *engine, jobs, [&](const SignedRun& run, const std::string& digest) {
        const bool holds = digest == expected[run.id()];
        hold += holds ? 1 : 0;
        std::printf("[%*d/%zu] %-9s %s  %.12s\n",
                    static_cast<int>(absl::StrCat(runs.size()).size()), ++done, runs.size(),
                    holds ? "holds" : "DIFFERENT", run.id().c_str(), digest.c_str());
        std::fflush(stdout);
      });
  if (!status.ok()) return status;
  std::printf("%d of %zu signatures hold\n", hold, runs.size());
  return hold == static_cast<int>(runs.size());
}

int Main(int argc, char** argv) {
  const absl::Status status = RefuseArguments(ParseCommandLine(
      "Trains on this machine what experiments/signatures.txt has the final weights' digests of, "
      "and compares. Exit code 0 if all are the same bit for bit, 1 if one is not or after an "
      "error.",
      "experiments/verify", argc, argv));
  const absl::StatusOr<bool> holds = status.ok() ? Verify(argv[0]) : status;
  if (!holds.ok()) {
    SayError(holds.status().message());
    return 1;
  }
  return *holds ? 0 : 1;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }

// Reruns signatures, or records that are drawn, on this machine.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/parallel.h"
#include "base/runfile.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/backends/reference/reference.h"
#include "engine/numerics/contract.h"
#include "experiments/records/record_files.h"
#include "experiments/run_sources.h"
#include "experiments/signatures.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/verify_sample.h"

ABSL_DECLARE_FLAG(std::string, isa);  // run_sources.cc
ABSL_FLAG(bool, all, false,
          "Every signature, also ten seeds of the settings with short runs. Default: a seed each.");
ABSL_FLAG(std::vector<std::string>, only, {},
          "Of these, the ones with one of these in their name, for instance disc,paper/mlp.");

ABSL_FLAG(std::string, engine, "simd", "simd, or reference: the plain loops, which take minutes.");
ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(int, sample, 0,
          "In place of signatures trains so many records again, drawn from those of --records that "
          "are of the engines of the contract, and says how many of all can be wrong.");
ABSL_FLAG(std::string, records, "",
          "Of --sample: the records, a results folder or a .jsonl or .jsonl.gz file. Default: the "
          "published ones.");
ABSL_FLAG(
    absl::optional<uint64_t>, sample_seed, absl::nullopt,
    "Of --sample: what the records are drawn by. Default: the system's random numbers, so that "
    "nobody knows the sample in advance; the number is said.");
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

constexpr char kPublishedRecords[] = "tenfold/reports/published/records.jsonl.gz";

bool IsAsked(const std::string& name) {
  const std::vector<std::string> only = absl::GetFlag(FLAGS_only);
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& part) {
           return absl::StrContains(name, part);
         });
}

absl::Status NothingAsked(absl::string_view what, absl::string_view one) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--only: no ", what, " has \"", absl::StrJoin(absl::GetFlag(FLAGS_only), "\" or \""),
      "\" in its name", one.empty() ? "" : "; one is ", one));
}

void SayMachine(const Backend& engine) {
  const auto machine = ProcessProvenance("");
  std::printf("cpu: %s\nengine: %s\ncompiler: %s\nnumeric contract: version %d\n",
              machine["cpu"].get<std::string>().c_str(),
              absl::StrCat(engine.name(), engine.isa().empty() ? "" : ", ", engine.isa()).c_str(),
              machine["compiler"].get<std::string>().c_str(), kContractVersion);
}

std::string Counted(int done, size_t all) {
  return absl::StrFormat("[%*d/%d]", static_cast<int>(absl::StrCat(all).size()), done, all);
}

// Whether all that are drawn are as recorded.
absl::StatusOr<bool> VerifySample(const std::string& argv0, const Backend& engine, int jobs) {
  const std::string path = absl::GetFlag(FLAGS_records);
  TENFOLD_ASSIGN_OR_RETURN(
      std::vector<RunRecord> records,
      ReadRecords(path.empty() ? RunfilePath(argv0, kPublishedRecords) : FromCallersFolder(path)));
  records.erase(std::remove_if(records.begin(), records.end(),
                               [](const RunRecord& record) {
                                 return !IsOfContract(record.engine) || !IsAsked(record.run_id);
                               }),
                records.end());
  if (records.empty()) return NothingAsked("record of simd or reference", "");
  std::random_device random;
  const uint64_t seed =
      absl::GetFlag(FLAGS_sample_seed).value_or((uint64_t{random()} << 32) | random());
  const std::vector<RunRecord> sample = DrawRecords(records, absl::GetFlag(FLAGS_sample), seed);
  TENFOLD_ASSIGN_OR_RETURN(const RunSources sources, SourcesOfFlags(argv0, sample));
  SayMachine(engine);
  std::printf("drawn: %zu of %zu records, by --sample_seed=%llu\n", sample.size(), records.size(),
              static_cast<unsigned long long>(seed));
  int done = 0;
  const int wrong = RunSampleAgain(sample, sources, engine, jobs, [&](const SampledRun& run) {
    std::printf("%s %s %s%s%s\n", Counted(++done, sample.size()).c_str(),
                run.difference.empty() ? "holds    " : "DIFFERENT", run.record.run_id.c_str(),
                run.difference.empty() ? "" : "  ", PlainLine(run.difference).c_str());
    std::fflush(stdout);
  });
  std::printf("%s\n", SampleVerdict(wrong, static_cast<int>(sample.size()),
                                    static_cast<int>(records.size()))
                          .c_str());
  return wrong == 0;
}

absl::Status CheckSampleFlags() {
  if (absl::GetFlag(FLAGS_sample) < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--sample is ", absl::GetFlag(FLAGS_sample), ", wants how many records"));
  }
  const bool sampled = absl::GetFlag(FLAGS_sample) > 0;
  if (!sampled &&
      (!absl::GetFlag(FLAGS_records).empty() || absl::GetFlag(FLAGS_sample_seed).has_value())) {
    return absl::InvalidArgumentError(
        "--records and --sample_seed change nothing without --sample");
  }
  if (sampled && (absl::GetFlag(FLAGS_all) || !absl::GetFlag(FLAGS_signatures).empty())) {
    return absl::InvalidArgumentError("--all and --signatures change nothing with --sample");
  }
  return absl::OkStatus();
}

// Whether all hold.
absl::StatusOr<bool> Verify(const std::string& argv0) {
  TENFOLD_RETURN_IF_ERROR(CheckSampleFlags());
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<Backend> simd, SimdOfFlag());
  TENFOLD_ASSIGN_OR_RETURN(const Backend* engine, EngineOf(*simd));
  TENFOLD_ASSIGN_OR_RETURN(const int jobs, JobsOfFlag(absl::GetFlag(FLAGS_jobs)));
  if (absl::GetFlag(FLAGS_sample) > 0) return VerifySample(argv0, *engine, jobs);
  // No record, so that flags of data are refused.
  TENFOLD_ASSIGN_OR_RETURN(const RunSources sources, SourcesOfFlags(argv0, {}));
  const std::vector<SignedRun> all = AllSignedRuns(sources.experiments);
  const std::string path = absl::GetFlag(FLAGS_signatures);
  TENFOLD_ASSIGN_OR_RETURN(
      const SignatureFile file,
      ReadSignatures(path.empty() ? RunfilePath(argv0, kSignaturesFile) : path));
  TENFOLD_RETURN_IF_ERROR(CheckSignatures(file, all));
  std::map<std::string, std::string> expected;
  for (const Signature& signature : file.signatures) expected[signature.id] = signature.digest;
  std::vector<SignedRun> runs = absl::GetFlag(FLAGS_all) ? all : SampleOf(all);
  runs.erase(std::remove_if(runs.begin(), runs.end(),
                            [](const SignedRun& run) { return !IsAsked(run.id()); }),
             runs.end());
  if (runs.empty()) return NothingAsked("signature", all[0].id());

  SayMachine(*engine);
  int done = 0, hold = 0;
  absl::Status status =
      ComputeSignatures(runs, *engine, jobs, [&](const SignedRun& run, const std::string& digest) {
        const bool holds = digest == expected[run.id()];
        hold += holds ? 1 : 0;
        std::printf("%s %-9s %s  %.12s\n", Counted(++done, runs.size()).c_str(),
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
      "and compares; or with --sample records that are drawn. Exit code 0 if all are the same bit "
      "for bit, 1 if one is not or after an "
      "error.",
      "experiments/verify,experiments/run_sources", argc, argv));
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

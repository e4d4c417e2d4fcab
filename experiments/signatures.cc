#include "experiments/signatures.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/parallel.h"
#include "engine/numerics/contract.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/datasets/digits.h"
#include "experiments/questions.h"
#include "experiments/sweeps/weights_digest.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

constexpr int64_t kMaxFileBytes = 1 << 20;
constexpr char kVersion[] = "contract_version";
constexpr char kUpdate[] = "`bazel run //tools:update_signatures` updates the file";

constexpr char kHead[] =
    "# The digest of the final weights of every run that `bazel run //experiments:verify` can "
    "check: "
    "SHA-256 over the\n"
    "# parameters in canonical order and layout, little-endian float32. `bazel run "
    "//tools:update_signatures` adds those of\n"
    "# new presets. What is here changes with the numeric contract alone (engine/NUMERICS.md), "
    "which then has a new version\n"
    "# in engine/numerics/contract.h.\n";

bool IsDigest(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

absl::StatusOr<std::string> ComputeSignature(const SignedRun& run, const Backend& engine) {
  const ContractFloatingPoint floating_point;  // for the data too
  const Hyperparameters& hyperparameters = run.preset->hyperparameters;
  absl::StatusOr<TrainingTask> task = run.experiment->MakeTask(run.variant, hyperparameters);
  if (!task.ok()) return task.status();
  absl::Status status = run.experiment->DrawData(hyperparameters, run.seed, *task);
  if (!status.ok()) return status;
  absl::StatusOr<TrainingResult> result = Train(*task, run.seed, engine, [] { return true; });
  if (!result.ok()) return result.status();
  return WeightsDigest(result->final_weights);
}

}  // namespace

std::string SignedRun::id() const {
  return absl::StrFormat("%s/%s/%s/seed-%02d", experiment->name(), preset->name, variant, seed);
}

absl::StatusOr<std::vector<std::unique_ptr<Experiment>>> SignedExperiments(
    const std::string& argv0) {
  std::vector<std::unique_ptr<Experiment>> experiments;
  for (const Question& question : Questions()) {
    experiments.push_back(question.make_experiment(DefaultMnistDir(argv0)));
    if (absl::Status status = experiments.back()->LoadData(""); !status.ok()) return status;
  }
  return experiments;
}

std::vector<SignedRun> AllSignedRuns(const std::vector<std::unique_ptr<Experiment>>& experiments) {
  std::vector<SignedRun> runs;
  for (const std::unique_ptr<Experiment>& experiment : experiments) {
    for (const Preset& preset : experiment->presets()) {
      for (const std::string& variant :
           preset.signed_variants.empty() ? experiment->variants() : preset.signed_variants) {
        for (int seed = 0; seed < preset.signed_seeds; ++seed) {
          runs.push_back({experiment.get(), &preset, variant, seed});
        }
      }
    }
  }
  std::sort(runs.begin(), runs.end(),
            [](const SignedRun& a, const SignedRun& b) { return a.id() < b.id(); });
  return runs;
}

std::vector<SignedRun> SampleOf(const std::vector<SignedRun>& runs) {
  std::vector<SignedRun> sample;
  for (const SignedRun& run : runs) {
    const bool is_next_setting = run.seed == 0;
    if (is_next_setting) sample.push_back(run);
    const int64_t wanted = (static_cast<int64_t>(sample.size()) - 1) % run.preset->signed_seeds;
    if (run.seed == wanted) sample.back() = run;
  }
  return sample;
}

absl::Status ComputeSignatures(
    const std::vector<SignedRun>& runs, const Backend& engine, int jobs,
    const std::function<void(const SignedRun& run, const std::string& digest)>& on_finished) {
  std::mutex mutex;  // guards first_error and calls of on_finished
  absl::Status first_error;
  RunInParallel(runs.size(), jobs, [&](size_t i) {
    const absl::StatusOr<std::string> digest = ComputeSignature(runs[i], engine);
    const std::lock_guard<std::mutex> lock(mutex);
    if (digest.ok()) {
      on_finished(runs[i], *digest);
    } else {
      first_error.Update(digest.status());
    }
    return digest.ok();
  });
  return first_error;
}

absl::StatusOr<SignatureFile> ReadSignatures(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxFileBytes);
  if (!text.ok()) return text.status();
  SignatureFile file;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(*text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto error = [&](absl::string_view what) {
      return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": ", what));
    };
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    if (fields.size() != 2) return error("wants two fields with a space between them");
    if (fields[0] == kVersion) {
      if (file.contract_version != 0 || !absl::SimpleAtoi(fields[1], &file.contract_version) ||
          file.contract_version < 1) {
        return error(absl::StrCat("wants \"", kVersion, " N\" once, N from 1"));
      }
      continue;
    }
    if (!IsDigest(fields[1])) return error("wants a digest of 64 hexadecimal digits");
    if (!file.signatures.empty() && !(file.signatures.back().id < fields[0])) {
      return error("wants each id once, ascending");
    }
    file.signatures.push_back({fields[0], fields[1]});
  }
  if (file.contract_version == 0) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": has no line ", kVersion));
  }
  return file;
}

absl::Status CheckSignatures(const SignatureFile& file, const std::vector<SignedRun>& runs) {
  if (file.contract_version != kContractVersion) {
    return absl::InvalidArgumentError(
        absl::StrCat("the signatures are those of version ", file.contract_version,
                     " of the numeric contract, this program computes by version ",
                     kContractVersion, "; ", kUpdate));
  }
  for (size_t i = 0; i < std::max(runs.size(), file.signatures.size()); ++i) {
    const std::string run = i < runs.size() ? runs[i].id() : "nothing";
    const std::string found = i < file.signatures.size() ? file.signatures[i].id : "nothing";
    if (run == found) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("the signatures have ", found, " where ", run, " is expected; ", kUpdate));
  }
  return absl::OkStatus();
}

absl::Status CheckUnchanged(const SignatureFile& file, const std::vector<Signature>& signatures) {
  if (file.contract_version != kContractVersion) return absl::OkStatus();
  for (const Signature& signature : signatures) {
    const auto before =
        std::find_if(file.signatures.begin(), file.signatures.end(),
                     [&](const Signature& other) { return other.id == signature.id; });
    if (before == file.signatures.end() || before->digest == signature.digest) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        signature.id, " has other bits than its signature of version ", kContractVersion,
        " of the numeric contract: give it a new version in engine/numerics/contract.h, or, if it "
        "is the "
        "preset that was changed, take its lines out of the file first"));
  }
  return absl::OkStatus();
}

std::string SignaturesText(std::vector<Signature> signatures) {
  std::sort(signatures.begin(), signatures.end(),
            [](const Signature& a, const Signature& b) { return a.id < b.id; });
  std::string text = absl::StrCat(kHead, kVersion, " ", kContractVersion, "\n");
  for (const Signature& signature : signatures) {
    absl::StrAppend(&text, signature.id, " ", signature.digest, "\n");
  }
  return text;
}

}  // namespace tenfold

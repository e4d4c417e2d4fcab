#include "experiments/signatures.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "engine/numerics/contract.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/datasets/digits.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/questions.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

constexpr int64_t kMaxFileBytes = 1 << 20;
constexpr char kVersion[] = "contract_version";
constexpr char kSettings[] = "settings";
constexpr char kUpdate[] = "`bazel run //tools:update_signatures` updates the file";

constexpr char kHead[] =
    "# The digest of the final weights of every run that `bazel run //experiments:verify` can "
    "check: "
    "SHA-256 over the\n"
    "# parameters in canonical order and layout, little-endian float32. `bazel run "
    "//tools:update_signatures` adds those of\n"
    "# new presets. `settings` are the hyperparameters of a preset that are not at their neutral "
    "value. Digests change with these\n"
    "# (--preset_changed) or with the numeric contract (engine/NUMERICS.md), which then has a new "
    "version in\n"
    "# engine/numerics/contract.h.\n";

bool IsDigest(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

absl::StatusOr<std::string> ComputeSignature(const SignedRun& run, const Backend& engine) {
  const ContractFloatingPoint floating_point;  // for the data too
  const Hyperparameters& hyperparameters = run.preset->hyperparameters;
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                           run.experiment->MakeTask(run.variant, hyperparameters));
  TENFOLD_RETURN_IF_ERROR(run.experiment->DrawData(hyperparameters, run.seed, task));
  absl::StatusOr<TrainingResult> result = Train(task, run.seed, engine, [] { return true; });
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
    TENFOLD_RETURN_IF_ERROR(experiments.back()->LoadData(""));
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

SignedSettings SettingsOf(const std::vector<SignedRun>& runs) {
  SignedSettings settings;
  for (const SignedRun& run : runs) {
    const std::string preset = absl::StrCat(run.experiment->name(), "/", run.preset->name);
    settings[preset] =
        WithoutNeutral(run.preset->hyperparameters, run.experiment->neutral()).dump();
  }
  return settings;
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
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
  SignatureFile file;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto error = [&](absl::string_view what) {
      return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": ", what));
    };
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    if (fields[0] == kSettings) {
      if (fields.size() != 3 || !file.settings.emplace(fields[1], fields[2]).second) {
        return error(absl::StrCat("wants \"", kSettings, " PRESET JSON\", each preset once"));
      }
      continue;
    }
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
  for (const auto& [preset, settings] : SettingsOf(runs)) {
    const auto found = file.settings.find(preset);
    if (found != file.settings.end() && found->second == settings) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("the signatures of ", preset, " are of ",
                     found == file.settings.end() ? "no settings" : found->second,
                     ", the preset has ", settings, "; ", kUpdate));
  }
  return absl::OkStatus();
}

absl::Status CheckUnchanged(const SignatureFile& file, const SignedSettings& settings,
                            const std::vector<Signature>& signatures,
                            const std::vector<std::string>& changed) {
  if (file.contract_version != kContractVersion) return absl::OkStatus();
  const auto differs = [&](const std::string& preset) {
    const auto before = file.settings.find(preset), now = settings.find(preset);
    return before != file.settings.end() && now != settings.end() && before->second != now->second;
  };
  for (const std::string& preset : changed) {
    if (differs(preset)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "--preset_changed=", preset, ": its signatures are of the settings that it has"));
  }
  for (const auto& [preset, now] : settings) {
    if (!differs(preset) || absl::c_linear_search(changed, preset)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(preset, " has other settings than its signatures, ", now, " and not ",
                     file.settings.at(preset), "; if it was changed: --preset_changed=", preset));
  }
  for (const Signature& signature : signatures) {
    if (absl::c_any_of(changed, [&](const std::string& preset) {
          return absl::StartsWith(signature.id, preset + "/");
        })) {
      continue;
    }
    const auto before =
        std::find_if(file.signatures.begin(), file.signatures.end(),
                     [&](const Signature& other) { return other.id == signature.id; });
    if (before == file.signatures.end() || before->digest == signature.digest) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        signature.id, " has other bits than its signature of version ", kContractVersion,
        " of the numeric contract, of the same settings: give it a new version in "
        "engine/numerics/contract.h"));
  }
  return absl::OkStatus();
}

std::string SignaturesText(const SignedSettings& settings, std::vector<Signature> signatures) {
  std::sort(signatures.begin(), signatures.end(),
            [](const Signature& a, const Signature& b) { return a.id < b.id; });
  std::string text = absl::StrCat(kHead, kVersion, " ", kContractVersion, "\n");
  for (const auto& [preset, json] : settings) {
    absl::StrAppend(&text, kSettings, " ", preset, " ", json, "\n");
  }
  for (const Signature& signature : signatures) {
    absl::StrAppend(&text, signature.id, " ", signature.digest, "\n");
  }
  return text;
}

}  // namespace tenfold

// Signatures: the digest of the final weights of each setting and seed, which is the same on every
// machine.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/sweeps/experiment.h"

namespace tenfold {

// The file of signatures among the runfiles, for RunfilePath.
inline constexpr char kSignaturesFile[] = "tenfold/experiments/signatures.txt";

// A run that has a signature; no engine is named, as those of the contract give the same.
struct SignedRun {
  const Experiment* experiment;
  const Preset* preset;
  std::string variant;
  int64_t seed;

  std::string id() const;  // "pairs/paper/cnn/seed-03"
};

struct Signature {
  std::string id;
  std::string digest;  // WeightsDigest
};

// By preset ("disc/paper"), the hyperparameters that are not at their neutral value, as JSON.
using SignedSettings = std::map<std::string, std::string>;

struct SignatureFile {
  int contract_version = 0;
  SignedSettings settings;
  std::vector<Signature> signatures;  // sorted by id
};

// The experiment of each question, with its default data. An error if they are not found.
absl::StatusOr<std::vector<std::unique_ptr<Experiment>>> SignedExperiments(
    const std::string& argv0);

// Every run that its preset says has a signature, sorted by id.
std::vector<SignedRun> AllSignedRuns(const std::vector<std::unique_ptr<Experiment>>& experiments);

SignedSettings SettingsOf(const std::vector<SignedRun>& runs);

// One seed of every setting, each another as far as there are as many. `runs` are sorted by id.
std::vector<SignedRun> SampleOf(const std::vector<SignedRun>& runs);

// Trains `runs`, `jobs` at a time. `on_finished` is told which run and its digest, in the order in
// which they finish, never by two threads at once.
absl::Status ComputeSignatures(
    const std::vector<SignedRun>& runs, const Backend& engine, int jobs,
    const std::function<void(const SignedRun& run, const std::string& digest)>& on_finished);

// Lines "contract_version N", "settings PRESET JSON" and "id digest"; those that begin with # and
// empty ones mean nothing. An error names the path, the line and what is wrong: also an id that is
// there twice or not behind the one before.
absl::StatusOr<SignatureFile> ReadSignatures(const std::string& path);

// InvalidArgument if the file is not for kContractVersion, does not have each of `runs` and no
// other, or was made with other settings; says what to do.
absl::Status CheckSignatures(const SignatureFile& file, const std::vector<SignedRun>& runs);

// InvalidArgument if `file` is of kContractVersion and has other settings for a preset or another
// digest for one of its `signatures`; says what to do. New and missing ones are fine: presets come
// and go within a version. Of the presets `changed` the settings must differ, and the digests may.
absl::Status CheckUnchanged(const SignatureFile& file, const SignedSettings& settings,
                            const std::vector<Signature>& signatures,
                            const std::vector<std::string>& changed);

// The file's text for kContractVersion.
std::string SignaturesText(const SignedSettings& settings, std::vector<Signature> signatures);

}  // namespace tenfold

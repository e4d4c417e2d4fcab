#include "experiments/variance/variance_file.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/measurements/file.h"
#include "experiments/pairs/source_digests.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/variance/components.h"
#include "experiments/variance/replicates.h"
#include "experiments/variance/settings.h"

namespace tenfold::variance {
namespace {

using measurements::Variance;
using measurements::VarianceReplicate;
using measurements::VarianceSetting;
using Clock = std::chrono::steady_clock;

constexpr auto kBetweenWrites = std::chrono::seconds(5);

absl::Status WriteTo(const std::string& path, const Variance& file) {
  return WriteFileAtomically(path, measurements::ToText(measurements::ToJson(file)));
}

// What a file has to have in common with one that it goes on in, by name.
std::map<std::string, std::string> IdentityOf(const Variance& file) {
  std::map<std::string, std::string> identity = {
      {"commit", file.provenance.commit},
      {"source_digest", file.provenance.source_digest.value_or("")},
      {"contract_version", absl::StrCat(file.provenance.contract_version)},
      {"dataset_digest", file.dataset_digest},
      {"test_pairs", absl::StrCat(file.test_pairs)},
      {"test_draws", absl::StrCat(file.test_draws)},
  };
  for (const VarianceSetting& setting : file.settings) {
    absl::StrAppend(&identity["settings"], setting.setting, " ");
  }
  return identity;
}

// What is there, or `empty` where nothing is.
absl::StatusOr<Variance> ReadOrBegin(const std::string& path, const Variance& empty) {
  absl::StatusOr<Variance> file = measurements::Read<Variance>(path);
  if (absl::IsNotFound(file.status())) return empty;
  if (!file.ok()) return file;
  const std::map<std::string, std::string> found = IdentityOf(*file);
  for (const auto& [name, expected] : IdentityOf(empty)) {
    if (found.at(name) == expected) continue;
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": its ", name, " is ", Quoted(found.at(name)), ", not this program's ",
                     Quoted(expected), "; expected another --output"));
  }
  return file;
}

// Adds what is missing up to `count`, in order, and writes the file now and then.
absl::Status Extend(const Replicates& replicates, size_t count, const std::string& path,
                    VarianceSetting& setting, const Variance& file, const ExtendOptions& options) {
  const size_t first = setting.replicates.size();
  if (first >= count) return absl::OkStatus();
  const auto say = [&] {
    options.say(absl::StrCat(setting.setting, ": ", setting.replicates.size(), " of ", count,
                             " replicates"));
  };
  say();
  std::mutex mutex;                           // guards what follows, the file and its writing
  std::map<size_t, VarianceReplicate> early;  // before others that come first
  absl::Status status;
  Clock::time_point written = Clock::now();
  const auto add = [&](size_t i, const WrongAnswers& wrong) -> absl::Status {
    early[i] = SumsOf(wrong);
    for (auto next = early.begin(); next != early.end() && next->first == setting.replicates.size();
         next = early.begin()) {
      setting.replicates.push_back(next->second);
      early.erase(next);
    }
    if (Clock::now() - written < kBetweenWrites) return absl::OkStatus();
    written = Clock::now();
    say();
    return WriteTo(path, file);
  };
  RunInParallel(count - first, options.jobs, [&](size_t i) {
    const absl::StatusOr<WrongAnswers> wrong =
        replicates.Make(static_cast<int64_t>(first + i), options.keep_going);
    const std::lock_guard<std::mutex> lock(mutex);
    status.Update(wrong.ok() ? add(first + i, *wrong) : wrong.status());
    return status.ok();
  });
  say();
  status.Update(WriteTo(path, file));
  return status;
}

}  // namespace

absl::StatusOr<Variance> EmptyFile(const DigitData& digits) {
  Variance file;
  TENFOLD_ASSIGN_OR_RETURN(file.provenance,
                           measurements::FromJson<measurements::Provenance>(
                               ProcessProvenance(pairs::SourceDigests().at("simd"))));
  file.dataset_digest = digits.digest;
  file.test_draws = kTestDraws;
  for (const Setting& setting : kSettings) {
    file.test_pairs = HyperparametersOf(setting).at("pairs").get<int64_t>();
    file.settings.push_back({absl::StrCat("pairs/", setting.preset, "/", setting.variant), {}});
  }
  return file;
}

absl::StatusOr<Variance> ExtendFile(const std::string& path, const DigitData& digits,
                                    const ExtendOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(const Variance empty, EmptyFile(digits));
  TENFOLD_ASSIGN_OR_RETURN(Variance file, ReadOrBegin(path, empty));
  for (size_t s = 0; s < file.settings.size(); ++s) {
    const Replicates replicates(digits, kSettings[s]);
    const int count = options.replicates > 0 ? options.replicates : kSettings[s].replicates;
    TENFOLD_RETURN_IF_ERROR(
        Extend(replicates, static_cast<size_t>(count), path, file.settings[s], file, options));
  }
  return file;
}

}  // namespace tenfold::variance

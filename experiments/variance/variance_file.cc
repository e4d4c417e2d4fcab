#include "experiments/variance/variance_file.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/growing_file.h"
#include "experiments/pairs/source_digests.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/variance/components.h"
#include "experiments/variance/replicates.h"
#include "experiments/variance/settings.h"

namespace tenfold::variance {
namespace {

using measurements::Identity;
using measurements::Variance;
using measurements::VarianceReplicate;
using measurements::VarianceSetting;

// What a file has to have in common with one that it goes on in, by name.
Identity IdentityOf(const Variance& file) {
  Identity identity = {
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
  return measurements::AddInOrder<VarianceReplicate>(
      count - first, options.jobs,
      [&](size_t i) -> absl::StatusOr<VarianceReplicate> {
        TENFOLD_ASSIGN_OR_RETURN(
            const WrongAnswers wrong,
            replicates.Make(static_cast<int64_t>(first + i), options.keep_going));
        return SumsOf(wrong);
      },
      [&](const VarianceReplicate& replicate) { setting.replicates.push_back(replicate); },
      [&] {
        say();
        return measurements::WriteTo(path, file);
      });
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
    file.test_pairs = HyperparametersOf(setting.preset).at("pairs").get<int64_t>();
    file.settings.push_back({absl::StrCat("pairs/", setting.preset, "/", setting.variant), {}});
  }
  return file;
}

absl::StatusOr<Variance> ExtendFile(const std::string& path, const DigitData& digits,
                                    const ExtendOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(const Variance empty, EmptyFile(digits));
  TENFOLD_ASSIGN_OR_RETURN(Variance file, measurements::ReadOrBegin(path, empty, IdentityOf));
  for (size_t s = 0; s < file.settings.size(); ++s) {
    const Replicates replicates(digits, kSettings[s]);
    const int count = options.replicates > 0 ? options.replicates : kSettings[s].replicates;
    TENFOLD_RETURN_IF_ERROR(
        Extend(replicates, static_cast<size_t>(count), path, file.settings[s], file, options));
  }
  return file;
}

}  // namespace tenfold::variance

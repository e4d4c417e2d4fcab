#include "experiments/exhaustive/exhaustive_file.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/exhaustive/networks.h"
#include "experiments/exhaustive/resamples.h"
#include "experiments/exhaustive/settings.h"
#include "experiments/measurements/growing_file.h"
#include "experiments/pairs/source_digests.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold::exhaustive {
namespace {

using measurements::Exhaustive;
using measurements::ExhaustiveNetwork;
using measurements::ExhaustiveSetting;
using measurements::Identity;

Identity IdentityOf(const Exhaustive& file) {
  Identity identity = {
      {"commit", file.provenance.commit},
      {"source_digest", file.provenance.source_digest.value_or("")},
      {"contract_version", absl::StrCat(file.provenance.contract_version)},
      {"dataset_digest", file.dataset_digest},
      {"test_pairs", absl::StrCat(file.test_pairs)},
      {"digits", absl::StrCat(file.digits)},
      {"checked_pairs", absl::StrCat(file.checked_pairs)},
  };
  size_t resamples = kResamples;
  for (const ExhaustiveSetting& setting : file.settings) {
    absl::StrAppend(&identity["settings"], setting.setting, " ");
    for (const ExhaustiveNetwork& network : setting.networks) resamples = network.resampled.size();
  }
  identity["resamples"] = absl::StrCat(resamples);
  return identity;
}

absl::StatusOr<Exhaustive> EmptyFile(const DigitData& digits) {
  Exhaustive file;
  TENFOLD_ASSIGN_OR_RETURN(file.provenance,
                           measurements::FromJson<measurements::Provenance>(
                               ProcessProvenance(pairs::SourceDigests().at("simd"))));
  file.dataset_digest = digits.digest;
  file.digits = digits.test.size();
  file.checked_pairs = kCheckedPairs;
  file.test_pairs = kTestPairs;
  for (const Setting& setting : Settings()) file.settings.push_back({setting.name, {}});
  return file;
}

// Adds what is missing up to `count`.
absl::Status Extend(const Networks& networks, size_t count, const std::string& path,
                    ExhaustiveSetting& setting, const Exhaustive& file,
                    const ExtendOptions& options) {
  const size_t first = setting.networks.size();
  if (first >= count) return absl::OkStatus();
  return measurements::AddInOrder<ExhaustiveNetwork>(
      count - first, options.jobs,
      [&](size_t i) { return networks.Test(static_cast<int64_t>(first + i), options.keep_going); },
      [&](ExhaustiveNetwork network) { setting.networks.push_back(std::move(network)); },
      [&] {
        options.say(absl::StrCat(setting.setting, ": ", setting.networks.size(), " of ", count,
                                 " networks"));
        return measurements::WriteTo(path, file);
      });
}

}  // namespace

absl::StatusOr<Exhaustive> ExtendFile(const std::string& path, const DigitData& digits,
                                      const ExtendOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(const Exhaustive empty, EmptyFile(digits));
  TENFOLD_ASSIGN_OR_RETURN(Exhaustive file, measurements::ReadOrBegin(path, empty, IdentityOf));
  const Resamples resamples(digits.test.size(), kResamples);
  const std::vector<Setting> settings = Settings();
  bool any = false;
  for (size_t s = 0; s < settings.size(); ++s) {
    if (!absl::StrContains(settings[s].name, options.only)) continue;
    any = true;
    const int count = options.networks > 0 ? options.networks : settings[s].networks;
    const Networks networks(digits, settings[s], resamples);
    TENFOLD_RETURN_IF_ERROR(
        Extend(networks, static_cast<size_t>(count), path, file.settings[s], file, options));
  }
  if (any) return file;
  return absl::InvalidArgumentError(absl::StrCat("--only: no setting has \"", options.only, "\""));
}

}  // namespace tenfold::exhaustive

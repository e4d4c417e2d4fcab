#include "experiments/records/record_identity.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "experiments/records/run_id.h"

namespace tenfold {

std::string SettingIdOf(const RunRecord& record) {
  return absl::StrCat(record.experiment, "/", record.preset, record.overrides.empty() ? "" : ",",
                      record.overrides, "/", record.variant, "/", record.engine);
}

std::string RunIdOf(const RunRecord& record) {
  return absl::StrFormat("%s/seed-%02d", SettingIdOf(record), record.seed);
}

absl::Status CheckIdentity(const RunRecord& record) {
  TENFOLD_RETURN_IF_ERROR(CheckRunId(record.run_id));
  const bool says_nothing = record.experiment.empty() && record.preset.empty() &&
                            record.variant.empty() && record.engine.empty();
  if (says_nothing || RunIdOf(record) == record.run_id) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("run id \"", record.run_id,
                                                 "\" but its fields say \"", RunIdOf(record),
                                                 "\"; expected the same"));
}

}  // namespace tenfold

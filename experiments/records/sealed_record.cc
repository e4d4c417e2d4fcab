#include "experiments/records/sealed_record.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "base/text/digest.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

std::string Sealed(const RunRecord& record, int indent) {
  Json json = ToJson(record);
  json[kChecksumMember] = Sha256Hex(Dump(json, -1));
  return Dump(json, indent);
}

// The record of `text`, which is to be the JSON of `indent` and then `ending`. What is believed is
// only what stands as it would be written again: this also notices changes that leave the values
// alone.
absl::StatusOr<RunRecord> Parse(absl::string_view text, int indent, absl::string_view ending,
                                bool needs_checksum) {
  TENFOLD_ASSIGN_OR_RETURN(const Json json, ParseBoundedJson(text));
  absl::StatusOr<RunRecord> record = RunRecordFromJson(json);
  if (!record.ok()) return record;
  const auto checksum = json.find(kChecksumMember);
  if (checksum == json.end()) {
    if (!needs_checksum) return record;
    return NoChecksum();
  }
  Json content = json;
  content.erase(kChecksumMember);
  if (*checksum == Sha256Hex(Dump(content, -1)) &&
      text == absl::StrCat(Dump(json, indent), ending)) {
    return record;
  }
  return absl::InvalidArgumentError(
      "not what its checksum says: damaged, or edited after it was written");
}

}  // namespace

std::string ChecksumOf(const RunRecord& record) { return Sha256Hex(Dump(ToJson(record), -1)); }

absl::Status NoChecksum() {
  return absl::InvalidArgumentError(absl::StrCat("field \"", kChecksumMember, "\" is missing"));
}

std::string SealedText(const RunRecord& record) { return Sealed(record, 2) + "\n"; }

std::string SealedLine(const RunRecord& record) { return Sealed(record, -1); }

absl::StatusOr<RunRecord> ParseSealedText(absl::string_view text) {
  return Parse(text, 2, "\n", /*needs_checksum=*/true);
}

absl::StatusOr<RunRecord> ParseSealedLine(absl::string_view line, Unsealed unsealed) {
  return Parse(line, -1, "", /*needs_checksum=*/unsealed == Unsealed::kRefused);
}

}  // namespace tenfold

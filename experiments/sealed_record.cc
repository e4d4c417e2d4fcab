#include "experiments/sealed_record.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "experiments/digest.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kChecksumMember[] = "checksum";

std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

std::string Sealed(const RunRecord& record, int indent) {
  Json json = ToJson(record);
  json[kChecksumMember] = Sha256Hex(Dump(json, -1));
  return Dump(json, indent);
}

bool HasChecksum(absl::string_view text) {
  return absl::StrContains(text, absl::StrCat("\"", kChecksumMember, "\":"));
}

// What is believed is only what would be written again as it stands: this also notices changes that
// leave the values alone.
absl::StatusOr<RunRecord> CheckSeal(absl::StatusOr<RunRecord> record, absl::string_view text,
                                    absl::string_view sealed) {
  if (text == sealed) return record;
  return absl::InvalidArgumentError(
      HasChecksum(text) ? "not what its checksum says: damaged, or edited after it was written"
                        : "field \"checksum\" is missing");
}

}  // namespace

std::string SealedText(const RunRecord& record) { return Sealed(record, 2) + "\n"; }

std::string SealedLine(const RunRecord& record) { return Sealed(record, -1); }

absl::StatusOr<RunRecord> ParseSealedText(absl::string_view text) {
  absl::StatusOr<RunRecord> record = ParseRunRecord(text);
  if (!record.ok()) return record;
  return CheckSeal(record, text, SealedText(*record));
}

absl::StatusOr<RunRecord> ParseSealedLine(absl::string_view line) {
  absl::StatusOr<RunRecord> record = ParseRunRecord(line);
  if (!record.ok() || !HasChecksum(line)) return record;
  return CheckSeal(record, line, SealedLine(*record));
}

}  // namespace tenfold

#include "experiments/records/record_lines.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "experiments/records/record_identity.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kLike[] = "like";

// In the provenance, and a short line's own where a sweep was gone on with after a commit.
constexpr char kCommit[] = "commit";

constexpr size_t kMaxRepeatedBytes = size_t{1} << 30;

// What a short line may give beside `like`; `seed` it must.
constexpr const char* kOwn[] = {"seed",          "dataset_digest", "status",
                                "diverged_step", "train_accuracy", "test_accuracy",
                                "weights_digest"};

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

bool HasLosses(const RunRecord& record) {
  return !record.train_loss.empty() || !record.first_losses.empty();
}

// What is left for the short lines of a setting: a record of another seed, without a result.
struct Base {
  Json json;
  size_t size = 0;  // as text
};

Base BaseOf(const RunRecord& like) {
  RunRecord base = like;
  base.train_loss.clear();
  base.first_losses.clear();
  base.timing = Json::object();
  for (const char* member : {"key", "artifacts"}) base.provenance.erase(member);
  base.status = "ok";
  base.diverged_step.reset();
  Json json = ToJson(base);
  const size_t size = Dump(json).size();
  return {std::move(json), size};
}

// The short line; nothing if it would not say all.
std::string ShortLine(const RunRecord& record, const RunRecord& like) {
  const Json own = ToJson(record), base = BaseOf(like).json;
  Json line = {{kLike, like.run_id}};
  Json expanded = base;
  for (const char* name : kOwn) {
    if (own.at(name) == base.at(name)) continue;
    line[name] = expanded[name] = own.at(name);
  }
  line["seed"] = record.seed;
  if (const auto commit = record.provenance.find(kCommit);
      commit != record.provenance.end() && base.at("provenance").contains(kCommit) &&
      base.at("provenance").at(kCommit) != *commit) {
    line[kCommit] = expanded["provenance"][kCommit] = *commit;
  }
  expanded["run_id"] = RunIdOf(record);
  // As text: 0 and -0, or 1 and 1.0, are equal and have other checksums.
  if (Dump(expanded) != Dump(own)) return "";
  line[kChecksumMember] = ChecksumOf(record);
  return Dump(line);
}

absl::StatusOr<RunRecord> Expand(const Json& line, const Json& base, Unsealed unsealed) {
  Json json = base;
  const auto checksum = line.find(kChecksumMember);
  if (checksum == line.end() && unsealed == Unsealed::kRefused) return NoChecksum();
  for (const auto& member : line.items()) {
    if (member.key() == kLike || member.key() == kChecksumMember) continue;
    if (member.key() == kCommit) {
      json["provenance"][kCommit] = member.value();
      continue;
    }
    const bool known = std::find(std::begin(kOwn), std::end(kOwn), member.key()) != std::end(kOwn);
    if (!known) {
      return absl::InvalidArgumentError(
          absl::StrCat("a short record has no field \"", absl::CHexEscape(member.key()), "\""));
    }
    json[member.key()] = member.value();
  }
  if (!line.contains("seed")) return absl::InvalidArgumentError("field \"seed\" is missing");
  absl::StatusOr<RunRecord> record = RunRecordFromJson(json);
  if (!record.ok()) return record;
  record->run_id = RunIdOf(*record);
  if (checksum == line.end() || *checksum == ChecksumOf(*record)) return record;
  return absl::InvalidArgumentError(
      "not what its checksum says: this line or the one that it is like is damaged, or was edited "
      "after it was written");
}

absl::Status AtLine(int number, const absl::Status& status) {
  return absl::InvalidArgumentError(absl::StrCat(number, ": no run record: ", status.message()));
}

}  // namespace

std::string RecordLines(const std::vector<RunRecord>& records) {
  std::string text;
  std::map<std::string, const RunRecord*> whole;  // the first with losses, by setting
  for (const RunRecord& record : records) {
    std::string line;
    const std::string setting = SettingIdOf(record);
    if (HasLosses(record)) {
      whole.emplace(setting, &record);
    } else if (const auto like = whole.find(setting); like != whole.end()) {
      line = ShortLine(record, *like->second);
    }
    absl::StrAppend(&text, line.empty() ? SealedLine(record) : line, "\n");
  }
  return text;
}

absl::StatusOr<std::vector<RunRecord>> ParseRecordLines(absl::string_view text, Unsealed unsealed) {
  std::vector<RunRecord> records;
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");  // a byte-order mark
  std::vector<std::pair<int, Json>> short_lines;
  std::map<std::string, Base> bases;  // by the run id of the whole record
  int number = 0;
  const auto add = [&](absl::StatusOr<RunRecord> record) {
    absl::Status status = record.ok() ? CheckIdentity(*record) : record.status();
    if (!status.ok()) return AtLine(number, status);
    records.push_back(*std::move(record));
    return absl::OkStatus();
  };
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    absl::ConsumeSuffix(&line, "\r");
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    absl::StatusOr<Json> json = ParseBoundedJson(line);
    if (!json.ok()) return AtLine(number, json.status());
    if (json->is_object() && json->contains(kLike)) {
      const Json& like = json->at(kLike);
      if (!like.is_string())
        return AtLine(number, absl::InvalidArgumentError("field \"like\" is not a string"));
      bases.emplace(like.get<std::string>(), Base());
      short_lines.emplace_back(number, *std::move(json));
    } else if (absl::Status status = add(ParseSealedLine(line, unsealed)); !status.ok()) {
      return status;
    }
  }
  for (const RunRecord& record : records) {
    const auto base = bases.find(record.run_id);
    if (base != bases.end()) base->second = BaseOf(record);
  }
  // A few bytes of a file must not fill the memory.
  size_t repeated = 0;
  for (const auto& [line_number, line] : short_lines) {
    repeated += bases.at(line.at(kLike).get<std::string>()).size;
    if (repeated <= kMaxRepeatedBytes) continue;
    return AtLine(line_number, absl::InvalidArgumentError(
                                   absl::StrCat("short records up to here repeat more than ",
                                                kMaxRepeatedBytes, " bytes of whole ones")));
  }
  for (const auto& [line_number, line] : short_lines) {
    number = line_number;
    const std::string like = line.at(kLike).get<std::string>();
    const Base& base = bases.at(like);
    if (base.json.is_null()) {
      return AtLine(number, absl::InvalidArgumentError(
                                absl::StrCat("it is like \"", absl::CHexEscape(like.substr(0, 200)),
                                             "\", which is no whole record of this file")));
    }
    TENFOLD_RETURN_IF_ERROR(add(Expand(line, base.json, unsealed)));
  }
  return records;
}

}  // namespace tenfold

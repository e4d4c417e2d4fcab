#include "experiments/run_record.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

// More than any record needs; what comes from elsewhere may be anything.
constexpr int kMaxDepth = 16;
constexpr int kMaxNames = 10000;

// Reads typed members of one JSON object and keeps the first error.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {
    if (!json.is_object()) status_ = absl::InvalidArgumentError("not a JSON object");
  }

  const absl::Status& status() const { return status_; }

  void Read(const char* name, std::string& out) {
    if (const Json* member = Get(name, &Json::is_string, "a string"))
      out = member->get<std::string>();
  }
  void Read(const char* name, int64_t& out) {
    constexpr char kType[] = "an integer of 64 bits";
    const Json* member = Get(name, &Json::is_number_integer, kType);
    if (member == nullptr) return;
    out = member->get<int64_t>();
    // Numbers from 2^63 on come as unsigned ones.
    if (member->is_number_unsigned() && out < 0) Fail(name, kType);
  }
  void Read(const char* name, Json& out) {
    if (const Json* member = Get(name, &Json::is_object, "an object")) out = *member;
  }
  void Read(const char* name, std::vector<double>& out) {
    const Json* member = Get(name, &Json::is_array, "an array of numbers");
    if (member == nullptr) return;
    for (const Json& value : *member) {
      if (!value.is_number()) return Fail(name, "an array of numbers");
      out.push_back(value.get<double>());
    }
  }
  // An absent or null member is no value.
  void ReadFraction(const char* name, std::optional<double>& out) {
    if (!Has(name)) return;
    const Json* member = Get(name, &Json::is_number, "a number from 0 to 1");
    if (member == nullptr) return;
    out = member->get<double>();
    if (!(*out >= 0.0 && *out <= 1.0)) Fail(name, "a number from 0 to 1");
  }
  void ReadOptional(const char* name, std::optional<int64_t>& out) {
    if (Has(name)) Read(name, out.emplace());
  }

 private:
  bool Has(const char* name) const {
    return status_.ok() && json_.contains(name) && !json_.at(name).is_null();
  }

  const Json* Get(const char* name, bool (Json::*is_type)() const noexcept, const char* type) {
    if (!status_.ok()) return nullptr;
    if (!json_.contains(name)) {
      status_ = absl::InvalidArgumentError(absl::StrCat("field \"", name, "\" is missing"));
      return nullptr;
    }
    const Json& member = json_.at(name);
    if ((member.*is_type)()) return &member;
    Fail(name, type);
    return nullptr;
  }

  void Fail(const char* name, const char* type) {
    status_ = absl::InvalidArgumentError(absl::StrCat("field \"", name, "\" is not ", type));
  }

  const Json& json_;
  absl::Status status_;
};

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json(nullptr);
}

}  // namespace

Json ToJson(const RunRecord& record) {
  return {
      {"run_id", record.run_id},
      {"experiment", record.experiment},
      {"preset", record.preset},
      {"overrides", record.overrides},
      {"variant", record.variant},
      {"engine", record.engine},
      {"seed", record.seed},
      {"hyperparameters", record.hyperparameters},
      {"dataset", record.dataset},
      {"dataset_digest", record.dataset_digest},
      {"status", record.status},
      {"diverged_step", OrNull(record.diverged_step)},
      {"train_loss", record.train_loss},
      {"first_losses", record.first_losses},
      {"train_accuracy", OrNull(record.train_accuracy)},
      {"test_accuracy", OrNull(record.test_accuracy)},
      {"weights_digest", record.weights_digest},
      {"timing", record.timing},
      {"provenance", record.provenance},
  };
}

absl::StatusOr<RunRecord> RunRecordFromJson(const Json& json) {
  Reader reader(json);
  RunRecord record;
  reader.Read("run_id", record.run_id);
  reader.Read("experiment", record.experiment);
  reader.Read("preset", record.preset);
  reader.Read("overrides", record.overrides);
  reader.Read("variant", record.variant);
  reader.Read("engine", record.engine);
  reader.Read("seed", record.seed);
  reader.Read("hyperparameters", record.hyperparameters);
  reader.Read("dataset", record.dataset);
  reader.Read("dataset_digest", record.dataset_digest);
  reader.Read("status", record.status);
  reader.ReadOptional("diverged_step", record.diverged_step);
  reader.Read("train_loss", record.train_loss);
  reader.Read("first_losses", record.first_losses);
  reader.ReadFraction("train_accuracy", record.train_accuracy);
  reader.ReadFraction("test_accuracy", record.test_accuracy);
  reader.Read("weights_digest", record.weights_digest);
  reader.Read("timing", record.timing);
  reader.Read("provenance", record.provenance);
  if (!reader.status().ok()) return reader.status();
  if (record.status != "ok" && record.status != "diverged") {
    return absl::InvalidArgumentError("field \"status\" is neither \"ok\" nor \"diverged\"");
  }
  if (record.status == "diverged" && !record.diverged_step) {
    return absl::InvalidArgumentError("status is \"diverged\" but \"diverged_step\" is missing");
  }
  if (record.status == "ok" && !(record.train_accuracy && record.test_accuracy)) {
    return absl::InvalidArgumentError("status is \"ok\" but an accuracy is missing");
  }
  return record;
}

absl::StatusOr<Json> ParseRecordJson(absl::string_view text) {
  // Copying and printing recurse into what is nested, and looking up a name takes as long as there
  // are names.
  bool too_deep = false;
  int names = 0;
  const auto keep = [&](int depth, Json::parse_event_t event, const Json&) {
    too_deep = too_deep || depth > kMaxDepth;
    if (event == Json::parse_event_t::key) ++names;
    return !too_deep && names <= kMaxNames;
  };
  Json json = Json::parse(text.begin(), text.end(), keep, /*allow_exceptions=*/false);
  if (too_deep) {
    return absl::InvalidArgumentError(
        absl::StrCat("JSON nested deeper than ", kMaxDepth, " levels"));
  }
  if (names > kMaxNames) {
    return absl::InvalidArgumentError(absl::StrCat("JSON with more than ", kMaxNames, " names"));
  }
  if (json.is_discarded()) return absl::InvalidArgumentError("not valid JSON");
  return json;
}

absl::StatusOr<RunRecord> ParseRunRecord(absl::string_view text) {
  const absl::StatusOr<Json> json = ParseRecordJson(text);
  if (!json.ok()) return json.status();
  return RunRecordFromJson(*json);
}

std::string ComparableLine(const RunRecord& record) {
  Json json = ToJson(record);
  json.erase("timing");
  json.erase("provenance");
  return json.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

}  // namespace tenfold

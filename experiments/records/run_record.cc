#include "experiments/records/run_record.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "experiments/records/run_id.h"
#include "experiments/training/max_epochs.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

// More than any record needs; what comes from elsewhere may be anything.
constexpr size_t kMaxValues = 1000;  // in one object
constexpr size_t kMaxFirstLosses = 1000;
constexpr size_t kMaxText = 10000;

// Values within a value, counted as long as they are few enough.
size_t CountValues(const Json& json) {
  if (!json.is_structured()) return 1;
  size_t count = 1;
  for (const Json& value : json) {
    if (count > kMaxValues) break;
    count += CountValues(value);
  }
  return count;
}

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
  // These become part of file names, tables and plots.
  void ReadName(const char* name, std::string& out) {
    Read(name, out);
    if (status_.ok() && !out.empty() && !IsRunIdComponent(out)) Fail(name, kName);
  }
  void Read(const char* name, int64_t& out) {
    constexpr char kType[] = "an integer from 0 to 2^63 - 1";
    const Json* member = Get(name, &Json::is_number_integer, kType);
    if (member == nullptr) return;
    out = member->get<int64_t>();
    // Numbers from 2^63 on come as unsigned ones.
    if (out < 0) Fail(name, kType);
  }
  void Read(const char* name, Json& out) {
    const Json* member = Get(name, &Json::is_object, "an object");
    if (member == nullptr) return;
    if (CountValues(*member) > kMaxValues)
      return Fail(name, absl::StrCat("an object of at most ", kMaxValues, " values"));
    out = *member;
  }
  void ReadFlat(const char* name, Json& out) {
    Read(name, out);
    for (const auto& item : out.items()) {
      const bool plain = item.value().is_string()
                             ? IsRunIdComponent(item.value().get_ref<const std::string&>())
                             : item.value().is_number() || item.value().is_boolean();
      if (!plain || !IsRunIdComponent(item.key()))
        return Fail(name, "an object of plain names with numbers, plain strings and booleans");
    }
  }
  void Read(const char* name, size_t max_size, std::vector<double>& out) {
    const Json* member = Get(name, &Json::is_array, "an array of numbers");
    if (member == nullptr) return;
    if (member->size() > max_size)
      return Fail(name, absl::StrCat("an array of at most ", max_size, " numbers"));
    for (const Json& value : *member) {
      if (!value.is_number()) return Fail(name, "an array of numbers");
      out.push_back(value.get<double>());
    }
  }
  // Printable text, "" if it is absent.
  void ReadText(const char* name, std::string& out) {
    if (!Has(name)) return;
    Read(name, out);
    const bool printable = std::all_of(out.begin(), out.end(), absl::ascii_isprint);
    if (!printable || out.size() > kMaxText)
      Fail(name, absl::StrCat("a line of at most ", kMaxText, " printable characters"));
  }
  void ReadNumbers(const char* name, Json& out) {
    if (!Has(name)) return;
    Read(name, out);
    for (const auto& item : out.items()) {
      if (!item.value().is_number() || !IsRunIdComponent(item.key()))
        return Fail(name, "an object of plain names with numbers");
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
  void ReadOptional(const char* name, std::optional<EarlyStoppingRecord>& out) {
    if (!Has(name)) return;
    const Json* member = Get(name, &Json::is_object, "an object");
    if (member == nullptr) return;
    Reader inside(*member);
    out.emplace();
    inside.Read("ended_by", out->ended_by);
    inside.Read("epochs", out->epochs);
    inside.Read("best_epoch", out->best_epoch);
    inside.ReadLosses("held_out_loss", out->held_out_loss);
    if (!inside.status_.ok()) {
      status_ = absl::InvalidArgumentError(
          absl::StrCat("field \"", name, "\": ", inside.status_.message()));
    } else if (out->ended_by != "patience" && out->ended_by != "epochs") {
      Fail(name, "ended by \"patience\" or \"epochs\"");
    }
  }

 private:
  // null is a loss that is not finite.
  void ReadLosses(const char* name, std::vector<double>& out) {
    constexpr char kType[] = "an array of numbers and nulls, one for each epoch";
    const Json* member = Get(name, &Json::is_array, kType);
    if (member == nullptr) return;
    if (member->size() > kMaxEpochs) return Fail(name, kType);
    for (const Json& value : *member) {
      if (!value.is_number() && !value.is_null()) return Fail(name, kType);
      out.push_back(value.is_null() ? NAN : value.get<double>());
    }
  }

  static constexpr char kName[] =
      "a plain name: letters, digits and \"._,=+-\", at most 200, the first a letter or digit";

  bool Has(const char* name) const {
    return status_.ok() && json_.contains(name) && !json_.at(name).is_null();
  }

  const Json* Get(const char* name, bool (Json::*is_type)() const noexcept,
                  absl::string_view type) {
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

  void Fail(const char* name, absl::string_view type) {
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
  Json json = {
      {"run_id", record.run_id},
      {"experiment", record.experiment},
      {"preset", record.preset},
      {"overrides", record.overrides},
      {"variant", record.variant},
      {"network", record.network},
      {"engine", record.engine},
      {"seed", record.seed},
      {"hyperparameters", record.hyperparameters},
      {"dataset", record.dataset},
      {"dataset_digest", record.dataset_digest},
      {"initial_weights_digest", record.initial_weights_digest},
      {"status", record.status},
      {"diverged_step", OrNull(record.diverged_step)},
      {"train_loss", record.train_loss},
      {"first_losses", record.first_losses},
      {"early_stopping", nullptr},
      {"train_accuracy", OrNull(record.train_accuracy)},
      {"test_accuracy", OrNull(record.test_accuracy)},
      {"metrics", record.metrics},
      {"weights_digest", record.weights_digest},
      {"timing", record.timing},
      {"provenance", record.provenance},
  };
  if (const auto& early = record.early_stopping; early.has_value()) {
    json["early_stopping"] = {{"ended_by", early->ended_by},
                              {"epochs", early->epochs},
                              {"best_epoch", early->best_epoch},
                              {"held_out_loss", early->held_out_loss}};
  }
  // Where there is nothing to say records are without these.
  if (!record.early_stopping.has_value()) json.erase("early_stopping");
  if (record.network.empty()) json.erase("network");
  if (record.initial_weights_digest.empty()) json.erase("initial_weights_digest");
  if (record.metrics.empty()) json.erase("metrics");
  return json;
}

absl::StatusOr<RunRecord> RunRecordFromJson(const Json& json) {
  Reader reader(json);
  RunRecord record;
  reader.Read("run_id", record.run_id);
  reader.ReadName("experiment", record.experiment);
  reader.ReadName("preset", record.preset);
  reader.ReadName("overrides", record.overrides);
  reader.ReadName("variant", record.variant);
  reader.ReadName("engine", record.engine);
  reader.ReadText("network", record.network);
  reader.Read("seed", record.seed);
  reader.ReadFlat("hyperparameters", record.hyperparameters);
  reader.ReadName("dataset", record.dataset);
  reader.ReadName("dataset_digest", record.dataset_digest);
  reader.ReadText("initial_weights_digest", record.initial_weights_digest);
  reader.Read("status", record.status);
  reader.ReadOptional("diverged_step", record.diverged_step);
  reader.Read("train_loss", kMaxEpochs, record.train_loss);
  reader.Read("first_losses", kMaxFirstLosses, record.first_losses);
  reader.ReadOptional("early_stopping", record.early_stopping);
  reader.ReadFraction("train_accuracy", record.train_accuracy);
  reader.ReadFraction("test_accuracy", record.test_accuracy);
  reader.ReadNumbers("metrics", record.metrics);
  reader.ReadName("weights_digest", record.weights_digest);
  reader.Read("timing", record.timing);
  reader.Read("provenance", record.provenance);
  if (!reader.status().ok()) return reader.status();
  if (record.status != "ok" && record.status != "diverged") {
    return absl::InvalidArgumentError("field \"status\" is neither \"ok\" nor \"diverged\"");
  }
  if (record.status == "diverged" && !record.diverged_step) {
    return absl::InvalidArgumentError("status is \"diverged\" but \"diverged_step\" is missing");
  }
  const bool has_accuracies = record.train_accuracy && record.test_accuracy;
  if (record.status == "ok" && !has_accuracies && record.metrics.empty()) {
    return absl::InvalidArgumentError("status is \"ok\" but an accuracy is missing");
  }
  return record;
}

absl::StatusOr<RunRecord> ParseRunRecord(absl::string_view text) {
  TENFOLD_ASSIGN_OR_RETURN(const Json json, ParseBoundedJson(text));
  return RunRecordFromJson(json);
}

std::string ComparableLine(const RunRecord& record) {
  Json json = ToJson(record);
  json.erase("timing");
  json.erase("provenance");
  return json.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

}  // namespace tenfold

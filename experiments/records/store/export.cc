#include "experiments/records/store/export.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

// "" if the object has no such member.
std::string Value(const Json& object, const std::string& name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return "";
  return member->is_string() ? member->get<std::string>()
                             : member->dump(-1, ' ', true, Json::error_handler_t::replace);
}

// A number is no formula, whatever it begins with.
std::string Field(const Json& object, const std::string& name) {
  const auto member = object.find(name);
  const bool is_number = member != object.end() && member->is_number();
  return is_number ? Value(object, name) : CsvField(Value(object, name));
}

std::string MetricsText(const Json& metrics) {
  std::vector<std::string> texts;
  for (const auto& item : metrics.items()) {
    texts.push_back(absl::StrFormat("%s %.4g", item.key(), item.value().get<double>()));
  }
  return absl::StrJoin(texts, "  ");
}

}  // namespace

std::string RecordsAsCsv(const std::vector<RunRecord>& records) {
  std::set<std::string> hyperparameters, metrics;
  bool has_networks = false;
  for (const RunRecord& record : records) {
    for (const auto& member : record.hyperparameters.items()) hyperparameters.insert(member.key());
    for (const auto& member : record.metrics.items()) metrics.insert(member.key());
    has_networks = has_networks || !record.network.empty();
  }
  const std::vector<std::string> fields = {
      "run_id",        "experiment",     "preset",        "overrides",      "variant",
      "engine",        "seed",           "dataset",       "dataset_digest", "status",
      "diverged_step", "train_accuracy", "test_accuracy", "weights_digest"};
  const std::vector<std::string> times = {"training_time_s", "wall_time_s"};
  const std::vector<std::string> origin = {"key", "commit"};
  std::vector<std::string> header = fields;
  header.push_back("last_train_loss");
  header.insert(header.end(), times.begin(), times.end());
  header.insert(header.end(), origin.begin(), origin.end());
  for (const std::string& name : hyperparameters) {
    header.push_back(CsvField("hyperparameters." + name));
  }
  for (const std::string& name : metrics) header.push_back(CsvField("metrics." + name));
  if (has_networks) header.push_back("network");
  std::string csv = absl::StrJoin(header, ",") + "\n";
  for (const RunRecord& record : records) {
    const Json json = ToJson(record);
    std::vector<std::string> cells;
    for (const std::string& name : fields) cells.push_back(Field(json, name));
    cells.push_back(record.train_loss.empty() ? "" : Json(record.train_loss.back()).dump());
    for (const std::string& name : times) cells.push_back(Field(record.timing, name));
    for (const std::string& name : origin) cells.push_back(Field(record.provenance, name));
    for (const std::string& name : hyperparameters) {
      cells.push_back(Field(record.hyperparameters, name));
    }
    for (const std::string& name : metrics) cells.push_back(Value(record.metrics, name));
    if (has_networks) cells.push_back(CsvField(record.network));
    absl::StrAppend(&csv, absl::StrJoin(cells, ","), "\n");
  }
  return csv;
}

std::string RecordsAsList(const std::vector<RunRecord>& records) {
  size_t width = 0;
  for (const RunRecord& record : records) width = std::max(width, record.run_id.size());
  std::string list;
  for (const RunRecord& record : records) {
    const std::string result =
        record.test_accuracy.has_value()
            ? absl::StrFormat("train %.3f  test %.3f", record.train_accuracy.value_or(0.0),
                              *record.test_accuracy)
        : record.status == "ok"
            ? MetricsText(record.metrics)
            : absl::StrFormat("diverged at step %d", record.diverged_step.value_or(0));
    const std::string time = Value(record.timing, "training_time_s");
    absl::StrAppend(
        &list,
        PlainLine(absl::StrFormat("%-*s  %s%s  %s", static_cast<int>(width), record.run_id, result,
                                  time.empty() ? "" : absl::StrCat("  ", time, " s"),
                                  Value(record.provenance, "commit"))),
        "\n");
  }
  return list;
}

}  // namespace tenfold

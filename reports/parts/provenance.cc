#include <openssl/sha.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

// More different values than this are counted, not listed.
constexpr size_t kMaxListed = 3;

// A record says these of itself alone, or of a machine whose name matters to nobody.
const std::set<std::string> kNotListed = {"key", "host"};
constexpr char kArtifacts[] = "artifacts";  // digests of a run's files

std::string Sha256(absl::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(digest);
}

// Name -> the different values among all records.
using Values = std::map<std::string, std::set<std::string>>;

std::string Listed(const std::set<std::string>& values) {
  if (values.size() > kMaxListed) return absl::StrCat(values.size(), " different ones");
  return absl::StrJoin(values, "; ");
}

std::string ListValues(const Values& values, const char* name_header, const char* values_header) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, different] : values)
    rows.push_back({Literal(name), Literal(Listed(different))});
  return MarkdownTable({{name_header}, {values_header}}, rows);
}

// A line for each value, however many there are.
DataTable AllValues(const Values& values, const char* name_column, const char* value_column) {
  DataTable data = {{name_column, value_column}, {}};
  for (const auto& [name, different] : values) {
    for (const std::string& value : different) data.rows.push_back({name, value});
  }
  return data;
}

Json ToJson(const Values& values) {
  Json json = Json::object();
  for (const auto& [name, different] : values) json[name] = different;
  return json;
}

Values ProvenanceValues(const std::vector<RunRecord>& records) {
  Values values;
  for (const RunRecord& record : records) {
    // Nested members get names such as "versions/eigen".
    const Json members = record.provenance.flatten();
    for (const auto& member : members.items()) {
      const std::string name(absl::StripPrefix(member.key(), "/"));
      if (kNotListed.count(name) > 0 || absl::StartsWith(name, kArtifacts)) continue;
      if (member.value().is_null()) continue;
      values[name].insert(member.value().is_string() ? member.value().get<std::string>()
                                                     : member.value().dump());
    }
  }
  return values;
}

void AddRecords(const std::vector<RunRecord>& records, Report& report) {
  DataTable data = {{"run_id", "status", "diverged_step", "train_accuracy", "test_accuracy",
                     "final_train_loss", "dataset_digest", "weights_digest"},
                    {}};
  std::string lines;
  for (const RunRecord& record : records) {
    absl::StrAppend(&lines, ComparableLine(record), "\n");
    if (record.seed >= kTableSeeds) continue;
    data.rows.push_back({record.run_id, record.status,
                         record.diverged_step ? Json(*record.diverged_step) : Json(nullptr),
                         Cell(record.train_accuracy), Cell(record.test_accuracy),
                         record.train_loss.empty() ? Json(nullptr) : Cell(record.train_loss.back()),
                         record.dataset_digest, record.weights_digest});
  }
  report.AddTable("records", data);
  const std::string digest = Sha256(lines);
  report.numbers["records_sha256"] = digest;
  report.page.SetValue("RECORDS_SHA256", digest);
  report.page.SetIntValue("RECORDS", static_cast<long>(records.size()));
  report.page.SetIntValue("FURTHER", static_cast<long>(records.size() - data.rows.size()));
}

}  // namespace

absl::Status AddProvenance(const ReportInput& input, Report& report) {
  const std::vector<RunRecord>& records = input.runs.records();
  AddRecords(records, report);
  Values datasets;
  for (const RunRecord& record : records) datasets[record.dataset].insert(record.dataset_digest);
  report.page.SetValue("DATASETS", ListValues(datasets, "data set", "SHA-256"));
  report.numbers["dataset_digests"] = ToJson(datasets);
  report.files["tables/datasets.csv"] = ToCsv(AllValues(datasets, "dataset", "sha256"));
  const Values provenance = ProvenanceValues(records);
  report.page.SetValue("PROVENANCE",
                       ListValues(provenance, "made with", "values among the records"));
  report.numbers["provenance"] = ToJson(provenance);
  report.files["tables/provenance.csv"] = ToCsv(AllValues(provenance, "made_with", "value"));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

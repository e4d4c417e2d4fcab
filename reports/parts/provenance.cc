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
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"
#include "reports/parts/texts.h"

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
  long with_losses = 0;
  for (const RunRecord& record : records) {
    absl::StrAppend(&lines, ComparableLine(record), "\n");
    if (record.seed >= kTableSeeds) {
      with_losses += !record.train_loss.empty();
      continue;
    }
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
  report.page.SetIntValue("WITH_LOSSES", with_losses);
  report.page.SetIntValue("FURTHER", static_cast<long>(records.size() - data.rows.size()));
}

std::string StateOf(const std::string& commit) {
  if (absl::EndsWith(commit, "-dirty")) return "files were changed";
  return commit == "unknown" || commit == "build action" ? "not known" : "clean";
}

// The commits that the records and each file of measurements were made at.
void AddCommits(const ReportInput& input, Report& report) {
  DataTable data = {{"what", "commit", "n", "state"}, {}};
  std::map<std::string, int> by_commit;
  for (const RunRecord& record : input.runs.records()) {
    const Json commit = record.provenance.value("commit", Json("unknown"));
    ++by_commit[commit.is_string() ? commit.get<std::string>() : commit.dump()];
  }
  for (const auto& [commit, records] : by_commit)
    data.rows.push_back({"records", commit, records, StateOf(commit)});
  const auto add = [&](const char* what, const std::string& commit) {
    data.rows.push_back({what, commit, 1, StateOf(commit)});
  };
  if (input.benchmark.has_value())
    add("benchmark.json", input.benchmark->session.provenance.commit);
  if (input.growth.has_value()) add("growth.json", input.growth->session.provenance.commit);
  if (input.accuracy.has_value()) add("accuracy.json", input.accuracy->provenance.commit);
  std::vector<std::vector<std::string>> rows;
  for (const std::vector<Json>& row : data.rows) {
    const std::string commit = row[1].get<std::string>();
    rows.push_back(
        {row[0].get<std::string>(), Literal(commit), row[2].dump(),
         StateOf(commit) == "clean" ? "clean" : absl::StrCat("**", StateOf(commit), "**")});
  }
  report.AddTable("commits", data);
  report.page.SetValue(
      "COMMITS", MarkdownTable({{"what"}, {"commit"}, {"n", Align::kRight}, {"its files"}}, rows));
}

// Where signatures were seen to hold.
void AddVerified(Report& report) {
  const std::vector<std::string> lines = absl::StrSplit(kVerifiedTsv, '\n', absl::SkipEmpty());
  std::vector<MarkdownColumn> columns;
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (columns.empty()) {
      for (const std::string& field : fields) columns.push_back({field});
    } else {
      rows.emplace_back();
      for (const std::string& field : fields) rows.back().push_back(Literal(field));
    }
  }
  report.page.SetValue("VERIFIED", MarkdownTable(columns, rows));
  report.files["tables/verified.tsv"] = kVerifiedTsv;
}

}  // namespace

absl::Status AddProvenance(const ReportInput& input, Report& report) {
  const std::vector<RunRecord>& records = input.runs.records();
  AddRecords(records, report);
  AddCommits(input, report);
  AddVerified(report);
  Values datasets;
  for (const RunRecord& record : records) datasets[record.dataset].insert(record.dataset_digest);
  report.page.SetValue("DATASETS", ListValues(datasets, "data set", "SHA-256"));
  report.numbers["dataset_digests"] = ToJson(datasets);
  report.files["tables/datasets.csv"] = ToCsv(AllValues(datasets, "dataset", "sha256"));
  const Values provenance = ProvenanceValues(records);
  if (provenance.count("claims_digest") > 0) report.page.ShowSection("CLAIMED");
  report.page.SetValue("PROVENANCE",
                       ListValues(provenance, "made with", "values among the records"));
  report.numbers["provenance"] = ToJson(provenance);
  report.files["tables/provenance.csv"] = ToCsv(AllValues(provenance, "made_with", "value"));
  return absl::OkStatus();
}

}  // namespace tenfold::reports

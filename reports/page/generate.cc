#include "reports/page/generate.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/files.h"
#include "base/staged_folder.h"
#include "base/status_macros.h"
#include "experiments/measurements/file.h"
#include "experiments/records/record_files.h"
#include "reports/page/gnuplot.h"
#include "reports/page/html.h"
#include "reports/page/live/live.h"
#include "reports/page/numbering.h"
#include "reports/page/runs_page.h"
#include "reports/page/texts.h"
#include "reports/page/verdicts.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "reports/parts/texts.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kMaxPictureBytes = int64_t{1} << 26;

// After what is the questions' own, in the order in which their numbers stand in numbers.json;
// report.md.tpl says where each is on the page.
constexpr Part kParts[] = {AddSweeps,        AddEnginesTable, AddLossDifferencesFigure,
                           AddAccuracyTable, AddSpeedTables,  AddRatiosFigure,
                           AddRoofFigure,    AddGrowthTables, AddGrowthFigure,
                           AddSettings,      AddProvenance,   AddRunsPage};

// Before and after those of the questions, in the order in which the page has them.
constexpr Document kDocumentsBefore[] = {{"CLAIMS.md", kClaimsMd}, {"TEN_SEEDS.md", kTenSeedsMd}};
constexpr Document kDocumentsAfter[] = {{"ENGINES.md", kEnginesMd},
                                        {"DOUBLE.md", kDoubleMd},
                                        {"SPEED.md", kSpeedMd},
                                        {"GROWTH.md", kGrowthMd},
                                        {"RECORDS.md", kRecordsMd}};

using SectionOf = Section Question::*;

// Those whose experiment has records, and if there are any, those that have no experiment.
std::vector<const Question*> WithRecords(const std::vector<Question>& questions,
                                         const RunSet& runs) {
  std::vector<const Question*> chosen;
  bool any = false;
  for (const Question& question : questions) {
    const std::string& experiment = question.expected.experiment;
    const bool has_records =
        std::any_of(runs.expectations().begin(), runs.expectations().end(),
                    [&](const Expectation& e) { return e.experiment == experiment; });
    any = any || has_records;
    if (has_records || experiment.empty()) chosen.push_back(&question);
  }
  return any ? chosen : std::vector<const Question*>();
}

absl::Status AddSections(const std::vector<const Question*>& questions, SectionOf section,
                         const ReportInput& input, Report& report) {
  for (const Question* question : questions) {
    for (Part part : (question->*section).parts) {
      TENFOLD_RETURN_IF_ERROR(part(input, report));
    }
  }
  return absl::OkStatus();
}

std::string TextOf(const std::vector<const Question*>& questions, SectionOf section) {
  return absl::StrJoin(questions, "", [section](std::string* out, const Question* question) {
    out->append((question->*section).text);
  });
}

// A template with what the questions say in its places.
std::string WithQuestions(const char* text, const std::vector<const Question*>& questions) {
  const bool any = !questions.empty();
  const std::string how_decided = absl::StrReplaceAll(
      kHowDecidedMd, {{"{{>DETAILS}}", TextOf(questions, &Question::how_decided)},
                      {"{{>LEFT_OPEN}}", TextOf(questions, &Question::left_open)},
                      {"{{>LEFT_OPEN_BELOW}}", TextOf(questions, &Question::left_open_below)}});
  const std::string page =
      absl::StrReplaceAll(text, {{"{{>FIRST_SCREEN}}", kFirstScreenMd},
                                 {"{{>WHAT_HOLDS}}", any ? kWhatHoldsMd : ""},
                                 {"{{>HOW_DECIDED}}", any ? how_decided : ""},
                                 {"{{>CHAPTERS}}", TextOf(questions, &Question::chapter)}});
  return absl::StrReplaceAll(page, {{"{{>PICTURES}}", TextOf(questions, &Question::picture)},
                                    {"{{>VERDICTS}}", kVerdictsMd}});
}

// Those that have something to say, in the order of the page.
void AddDocuments(const std::vector<const Question*>& questions, Report& report) {
  std::vector<Document> documents(std::begin(kDocumentsBefore), std::end(kDocumentsBefore));
  for (const Question* question : questions)
    documents.insert(documents.end(), question->documents.begin(), question->documents.end());
  documents.insert(documents.end(), std::begin(kDocumentsAfter), std::end(kDocumentsAfter));
  for (const auto& [name, text] : documents) {
    std::string content = Expand(text, report.page);
    if (absl::StripAsciiWhitespace(content).empty()) continue;
    report.files[name] = std::move(content);
    report.documents.emplace_back(name);
  }
}

// The page for a browser, with the pictures that gnuplot left in the folder.
absl::Status WriteHtml(const Report& report, const RunSet& runs, StagedFolder& output) {
  Pictures pictures;
  for (const std::string& figure : report.figures) {
    const std::string name = absl::StrCat("figures/", figure, ".svg");
    TENFOLD_ASSIGN_OR_RETURN(std::string svg,
                             ReadFile(absl::StrCat(output.path(), "/", name), kMaxPictureBytes));
    pictures[name] = std::move(svg);
  }
  std::vector<MarkdownDocument> documents;
  for (const std::string& name : report.documents)
    documents.push_back({name, report.files.at(name)});
  return output.Write("report.html",
                      HtmlPage(documents, pictures, report.files, MakeLiveTraining(runs)));
}

measurements::Provenance& ProvenanceOf(measurements::Accuracy& a) { return a.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Benchmark& b) { return b.session.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Growth& g) { return g.session.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Multiverse& m) { return m.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Variance& v) { return v.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Exhaustive& e) { return e.provenance; }

// Without the host's name.
template <typename T>
absl::Status WriteMeasured(const char* name, std::optional<T> measured, StagedFolder& output) {
  if (!measured.has_value()) return absl::OkStatus();
  ProvenanceOf(*measured).host.reset();
  return output.Write(name, measurements::ToText(measurements::ToJson(*measured)));
}

absl::Status WriteInputs(const ReportInput& input, const Report& report, StagedFolder& output) {
  for (const auto& [name, content] : report.artifacts) {
    absl::Status status = output.Write(absl::StrCat("artifacts/", name), content);
    if (!status.ok()) return status;
  }
  for (const absl::Status& status : {WriteMeasured("benchmark.json", input.benchmark, output),
                                     WriteMeasured("growth.json", input.growth, output),
                                     WriteMeasured("accuracy.json", input.accuracy, output),
                                     WriteMeasured("multiverse.json", input.multiverse, output),
                                     WriteMeasured("variance.json", input.variance, output),
                                     WriteMeasured("exhaustive.json", input.exhaustive, output)}) {
    if (!status.ok()) return status;
  }
  std::vector<RunRecord> records = input.runs.records();
  for (RunRecord& record : records) record.provenance.erase("host");
  return WriteRecordLines(output.path() + "/records.jsonl.gz", std::move(records));
}

}  // namespace

absl::Status MakeReport(const std::vector<Question>& all, const ReportInput& input,
                        Report& report) {
  const std::vector<const Question*> questions = WithRecords(all, input.runs);
  TENFOLD_RETURN_IF_ERROR(AddCompleteness(input, report));
  report.page.ShowSection(questions.empty() ? "SWEEPS_ALONE" : "REPRODUCTION");
  std::vector<std::string> tasks;
  for (const Question* question : questions) {
    if (*question->task != '\0') tasks.emplace_back(question->task);
  }
  if (!tasks.empty()) report.page.SetValue("TASKS", AndList(std::move(tasks)));
  std::vector<Judged> judged = JudgeAll(questions, input.runs);
  JudgeOverGrid(questions, input, judged);
  AddVerdicts(judged, input.runs, report);
  AddFindings(judged, report);
  AddClaimFigures(judged, report);
  AddTenSeeds(questions, input.runs, report);
  for (SectionOf section : {&Question::picture, &Question::how_decided, &Question::left_open,
                            &Question::left_open_below, &Question::chapter}) {
    TENFOLD_RETURN_IF_ERROR(AddSections(questions, section, input, report));
  }
  for (Part part : kParts) {
    TENFOLD_RETURN_IF_ERROR(part(input, report));
  }
  const auto add_page = [&](const char* name, const char* text) {
    report.files[name] = NumberHeadings(Expand(WithQuestions(text, questions), report.page));
  };
  add_page("REPORT.md", kReportMd);
  if (!questions.empty()) add_page("SUMMARY.md", kSummaryMd);
  report.documents = {"REPORT.md"};
  AddDocuments(questions, report);
  report.documents.push_back(kRunsDocument);
  report.files["numbers.json"] =
      report.numbers.dump(-1, ' ', /*ensure_ascii=*/true,
                          nlohmann::ordered_json::error_handler_t::replace) +
      "\n";
  report.files["figures/style.gp"] = kStyleGp;
  return absl::OkStatus();
}

absl::Status WriteReport(const std::vector<Question>& questions, const ReportInput& input,
                         const std::string& output_dir, const WriteOptions& options) {
  Report report;
  if (options.conflicts > 0) {
    report.numbers["conflicts"] = options.conflicts;
    report.page.AddSectionDictionary("CONFLICTS")
        ->SetIntValue("CONFLICTING", static_cast<long>(options.conflicts));
  }
  TENFOLD_RETURN_IF_ERROR(MakeReport(questions, input, report));
  const auto stage = options.replace ? StagedFolder::InPlaceOf : StagedFolder::Within;
  TENFOLD_ASSIGN_OR_RETURN(StagedFolder output, stage(output_dir, "numbers.json"));
  for (const auto& [name, content] : report.files) {
    TENFOLD_RETURN_IF_ERROR(output.Write(name, content));
  }
  for (const std::string& figure : report.figures) {
    TENFOLD_RETURN_IF_ERROR(RunGnuplot(output.path() + "/figures", figure));
  }
  TENFOLD_RETURN_IF_ERROR(WriteHtml(report, input.runs, output));
  if (options.include_inputs) {
    TENFOLD_RETURN_IF_ERROR(WriteInputs(input, report, output));
  }
  return output.Commit();
}

}  // namespace tenfold::reports

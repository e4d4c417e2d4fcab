#include "reports/page/generate.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "experiments/disc/report/disc_boundary.h"
#include "experiments/disc/report/disc_loss.h"
#include "experiments/disc/report/disc_points.h"
#include "experiments/disc/report/disc_table.h"
#include "experiments/disc/report/rates_table.h"
#include "experiments/ladder/report/aims_table.h"
#include "experiments/ladder/report/ladder_figure.h"
#include "experiments/ladder/report/ladder_tables.h"
#include "experiments/ladder/report/search_table.h"
#include "experiments/measurements/file.h"
#include "experiments/pairs/report/arithmetic_table.h"
#include "experiments/pairs/report/factorial_table.h"
#include "experiments/pairs/report/pair_tables.h"
#include "experiments/pairs/report/pairs_accuracy.h"
#include "experiments/pairs/report/pairs_confusion.h"
#include "experiments/pairs/report/pairs_differences.h"
#include "experiments/pairs/report/pairs_loss.h"
#include "experiments/pairs/report/ten_seeds_table.h"
#include "experiments/pairs/report/verdict_tables.h"
#include "experiments/pairs/report/wrong_pairs.h"
#include "experiments/records/record_files.h"
#include "reports/page/gnuplot.h"
#include "reports/page/html.h"
#include "reports/page/numbering.h"
#include "reports/page/output_folder.h"
#include "reports/page/runs_page.h"
#include "reports/page/texts.h"
#include "reports/parts/accuracy_table.h"
#include "reports/parts/completeness.h"
#include "reports/parts/engines_table.h"
#include "reports/parts/growth.h"
#include "reports/parts/growth_tables.h"
#include "reports/parts/loss_differences.h"
#include "reports/parts/provenance.h"
#include "reports/parts/roof.h"
#include "reports/parts/runs_link.h"
#include "reports/parts/scripts.h"
#include "reports/parts/speed_tables.h"
#include "reports/parts/template.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kMaxPictureBytes = int64_t{1} << 26;

using Part = absl::Status (*)(const ReportInput&, Report&);

// In the order in which their numbers stand in numbers.json; REPORT.md.tpl says where each is on
// the page.
constexpr Part kParts[] = {AddCompleteness,
                           AddVerdicts,
                           AddTenSeeds,
                           AddFactorial,
                           AddLearningRates,
                           AddArithmetic,
                           AddPairTables,
                           AddPairsAccuracyFigure,
                           AddPairsDifferencesFigure,
                           AddPairsLossFigure,
                           AddPairsConfusionFigure,
                           AddWrongPairsFigure,
                           AddDiscTable,
                           AddDiscPointsFigure,
                           AddDiscBoundaryFigure,
                           AddDiscLossFigure,
                           AddAims,
                           AddLadders,
                           AddLadderFigure,
                           AddSearch,
                           AddEnginesTable,
                           AddLossDifferencesFigure,
                           AddAccuracyTable,
                           AddSpeedTables,
                           AddRoofFigure,
                           AddGrowthTables,
                           AddGrowthFigure,
                           AddProvenance,
                           AddRunsPage};

// The page for a browser, with the pictures that gnuplot left in the folder.
absl::Status WriteHtml(const Report& report, OutputFolder& output) {
  Pictures pictures;
  for (const std::string& figure : report.figures) {
    const std::string name = absl::StrCat("figures/", figure, ".svg");
    absl::StatusOr<std::string> svg =
        ReadFile(absl::StrCat(output.staging(), "/", name), kMaxPictureBytes);
    if (!svg.ok()) return svg.status();
    pictures[name] = *std::move(svg);
  }
  return output.Write("report.html", HtmlPage({{"REPORT.md", report.files.at("REPORT.md")},
                                               {kRunsDocument, report.files.at(kRunsDocument)}},
                                              pictures));
}

measurements::Provenance& ProvenanceOf(measurements::Accuracy& a) { return a.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Benchmark& b) { return b.session.provenance; }
measurements::Provenance& ProvenanceOf(measurements::Growth& g) { return g.session.provenance; }

// Without the host's name.
template <typename T>
absl::Status WriteMeasured(const char* name, std::optional<T> measured, OutputFolder& output) {
  if (!measured.has_value()) return absl::OkStatus();
  ProvenanceOf(*measured).host.reset();
  return output.Write(name, measurements::ToText(measurements::ToJson(*measured)));
}

absl::Status WriteInputs(const ReportInput& input, const Report& report, OutputFolder& output) {
  for (const auto& [name, content] : report.artifacts) {
    absl::Status status = output.Write(absl::StrCat("artifacts/", name), content);
    if (!status.ok()) return status;
  }
  for (const absl::Status& status : {WriteMeasured("benchmark.json", input.benchmark, output),
                                     WriteMeasured("growth.json", input.growth, output),
                                     WriteMeasured("accuracy.json", input.accuracy, output)}) {
    if (!status.ok()) return status;
  }
  std::vector<RunRecord> records = input.runs.records();
  for (RunRecord& record : records) record.provenance.erase("host");
  return WriteRecordLines(output.staging() + "/records.jsonl", std::move(records));
}

}  // namespace

absl::Status MakeReport(const ReportInput& input, Report& report) {
  for (Part part : kParts) {
    if (absl::Status status = part(input, report); !status.ok()) return status;
  }
  report.files["REPORT.md"] = NumberFigures(Expand(kPageTemplate, report.page));
  report.files["numbers.json"] =
      report.numbers.dump(1, ' ', /*ensure_ascii=*/true,
                          nlohmann::ordered_json::error_handler_t::replace) +
      "\n";
  report.files["figures/style.gp"] = std::string(absl::StripPrefix(kStyle, "\n"));
  return absl::OkStatus();
}

absl::Status WriteReport(const ReportInput& input, const std::string& output_dir,
                         const WriteOptions& options) {
  Report report;
  if (absl::Status status = MakeReport(input, report); !status.ok()) return status;
  absl::StatusOr<OutputFolder> output = OutputFolder::Create(output_dir, "numbers.json");
  if (!output.ok()) return output.status();
  for (const auto& [name, content] : report.files) {
    if (absl::Status status = output->Write(name, content); !status.ok()) return status;
  }
  for (const std::string& figure : report.figures) {
    if (absl::Status status = RunGnuplot(output->staging() + "/figures", figure); !status.ok())
      return status;
  }
  if (absl::Status status = WriteHtml(report, *output); !status.ok()) return status;
  if (options.include_inputs) {
    if (absl::Status status = WriteInputs(input, report, *output); !status.ok()) return status;
  }
  return output->Commit();
}

}  // namespace tenfold::reports

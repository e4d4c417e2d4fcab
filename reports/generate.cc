#include "reports/generate.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "experiments/files.h"
#include "experiments/record_files.h"
#include "reports/completeness.h"
#include "reports/figures/disc_boundary.h"
#include "reports/figures/disc_loss.h"
#include "reports/figures/disc_points.h"
#include "reports/figures/growth.h"
#include "reports/figures/ladder.h"
#include "reports/figures/loss_differences.h"
#include "reports/figures/pairs_accuracy.h"
#include "reports/figures/pairs_confusion.h"
#include "reports/figures/pairs_differences.h"
#include "reports/figures/pairs_loss.h"
#include "reports/figures/roof.h"
#include "reports/figures/style.h"
#include "reports/figures/wrong_pairs.h"
#include "reports/gnuplot.h"
#include "reports/html.h"
#include "reports/numbering.h"
#include "reports/output_folder.h"
#include "reports/page_template.h"
#include "reports/runs_link.h"
#include "reports/runs_page.h"
#include "reports/tables/accuracy_table.h"
#include "reports/tables/aims_table.h"
#include "reports/tables/arithmetic_table.h"
#include "reports/tables/disc_table.h"
#include "reports/tables/engines_table.h"
#include "reports/tables/factorial_table.h"
#include "reports/tables/growth_tables.h"
#include "reports/tables/ladder_tables.h"
#include "reports/tables/pair_tables.h"
#include "reports/tables/provenance.h"
#include "reports/tables/rates_table.h"
#include "reports/tables/search_table.h"
#include "reports/tables/speed_tables.h"
#include "reports/tables/ten_seeds_table.h"
#include "reports/tables/verdict_tables.h"
#include "reports/template.h"

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

absl::Status WriteInputs(const ReportInput& input, const Report& report, OutputFolder& output) {
  for (const auto& [name, content] : report.artifacts) {
    absl::Status status = output.Write(absl::StrCat("artifacts/", name), content);
    if (!status.ok()) return status;
  }
  for (const auto& [name, json] :
       {std::pair{"benchmark.json", &input.benchmark}, std::pair{"growth.json", &input.growth},
        std::pair{"accuracy.json", &input.accuracy}}) {
    if (json->is_null()) continue;
    nlohmann::ordered_json without_host = *json;
    without_host.erase("host");
    absl::Status status = output.Write(name, without_host.dump(1) + "\n");
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

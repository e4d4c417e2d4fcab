#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/printed_tables.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

struct Accuracy {
  std::optional<double> mean, std;
};

// In the order of the report's table, by rows: with sharing and auxiliary loss, with sharing, with
// auxiliary loss, neither.
constexpr int kCells = 4;
constexpr const char* kSuffixes[kCells] = {"-shared-aux", "-shared", "-aux", ""};
constexpr const char* kHeaders[kCells] = {"sharing + aux.", "sharing", "aux.", "neither"};
constexpr const char* kDescriptions[kCells] = {"with both", "with weight sharing alone",
                                               "with auxiliary loss alone", "with neither"};
using Cells = std::array<Accuracy, kCells>;

// As printed there, to two decimals.
Cells Printed(bool cnn, Reading reading) {
  Cells cells;
  for (int i = 0; i < kCells; ++i) {
    const PrintedCell& cell = PrintedFor(cnn, reading)[i];
    cells[i] = {cell.mean / 100.0, cell.std / 100.0};
  }
  return cells;
}

struct PairTable {
  const char* name;  // of the file; in capitals of the template's values
  const char* marker;
  const char* model;  // how the variants begin
  const char* title;
  Cells headed;     // the report's numbers if its headings are right
  Cells captioned;  // if its captions are
  const char* headed_source;
  const char* captioned_source;
};

const PairTable kTables[] = {
    {"table-1", "TABLE_1", "cnn", "CNN", Printed(true, Reading::kHeaded),
     Printed(true, Reading::kCaptioned), "report, headed CNN (its Table 1)",
     "report, captioned CNN (its Table 2)"},
    {"table-2", "TABLE_2", "mlp", "MLP", Printed(false, Reading::kHeaded),
     Printed(false, Reading::kCaptioned), "report, headed MLP (its Table 2)",
     "report, captioned MLP (its Table 1)"},
};

// One line of numbers: an engine's, or the report's in one reading.
struct Source {
  std::string name;
  Cells cells;
  std::array<const SettingRuns*, kCells> runs{};  // of an engine
};

std::vector<Source> MakeSources(const PairTable& table, const RunSet& runs) {
  std::vector<Source> sources;
  for (const std::string& engine : runs.engines()) {
    Source source;
    source.name = engine;
    for (int i = 0; i < kCells; ++i) {
      source.runs[i] = &runs.Get("pairs", absl::StrCat(table.model, kSuffixes[i]), engine);
      const std::vector<double> accuracies = source.runs[i]->TestAccuracies();
      source.cells[i] = {statistics::Mean(accuracies), statistics::SampleStd(accuracies)};
    }
    sources.push_back(source);
  }
  sources.push_back({table.headed_source, table.headed, {}});
  sources.push_back({table.captioned_source, table.captioned, {}});
  return sources;
}

std::string CellText(const Source& source, int i) {
  const Accuracy& cell = source.cells[i];
  if (source.runs[i] == nullptr) return MeanAndStd(cell.mean, cell.std, 2);
  return absl::StrCat(MeanAndStd(cell.mean, cell.std), " (", CountLink(*source.runs[i]), ")");
}

std::string Markdown(const PairTable& table, const std::vector<Source>& sources) {
  std::vector<MarkdownColumn> columns = {{table.title}};
  for (const char* header : kHeaders) columns.push_back({header, Align::kRight});
  std::vector<std::vector<std::string>> rows;
  for (const Source& source : sources) {
    std::vector<std::string> row = {source.name};
    for (int i = 0; i < kCells; ++i) row.push_back(CellText(source, i));
    rows.push_back(std::move(row));
  }
  return MarkdownTable(columns, rows);
}

DataTable Data(const PairTable& table, const std::vector<Source>& sources) {
  DataTable data = {{"model", "weight_sharing", "auxiliary_loss", "source", "mean", "sample_std",
                     "min", "n", "expected", "missing_seeds", "diverged_seeds"},
                    {}};
  for (int i = 0; i < kCells; ++i) {
    for (const Source& source : sources) {
      std::vector<nlohmann::ordered_json> row = {table.model,
                                                 i < 2,
                                                 i % 2 == 0,
                                                 source.name,
                                                 Cell(source.cells[i].mean),
                                                 Cell(source.cells[i].std)};
      if (const SettingRuns* runs = source.runs[i]; runs != nullptr) {
        row.push_back(Cell(statistics::Min(runs->TestAccuracies())));
        row.push_back(runs->ok.size());
        row.push_back(runs->expected());
        row.push_back(runs->missing.empty() ? "" : SeedList(runs->missing));
        row.push_back(runs->diverged.empty() ? "" : SeedList(runs->diverged));
      } else {
        row.insert(row.end(), {nullptr, kPrintedRuns, kPrintedRuns, "", ""});
      }
      data.rows.push_back(std::move(row));
    }
  }
  return data;
}

// Effects in accuracy, each averaged over the other choice; all four means are there.
double SharingEffect(const Cells& c) {
  return (*c[0].mean + *c[1].mean - *c[2].mean - *c[3].mean) / 2;
}
double AuxiliaryEffect(const Cells& c) {
  return (*c[0].mean - *c[1].mean + *c[2].mean - *c[3].mean) / 2;
}

// What the means of all four cells say.
struct Reading {
  int low, high;  // cells
  std::string sharing, auxiliary;

  explicit Reading(const Cells& cells) {
    const auto less = [](const Accuracy& a, const Accuracy& b) { return *a.mean < *b.mean; };
    low = static_cast<int>(std::min_element(cells.begin(), cells.end(), less) - cells.begin());
    high = static_cast<int>(std::max_element(cells.begin(), cells.end(), less) - cells.begin());
    sharing = Points(SharingEffect(cells));
    auxiliary = Points(AuxiliaryEffect(cells));
  }
};

bool IsWhole(const Cells& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const Accuracy& a) { return a.mean.has_value(); });
}

// Of the main engine, and what the others say beside it.
void AddReading(const PairTable& table, const Source& main, const std::vector<Source>& others,
                ctemplate::TemplateDictionary& page) {
  ctemplate::TemplateDictionary* section =
      page.AddSectionDictionary(absl::StrCat(table.marker, "_READING"));
  section->SetValue("ENGINE", main.name);
  if (!IsWhole(main.cells)) {
    section->ShowSection("INCOMPLETE");
    return;
  }
  ctemplate::TemplateDictionary* means = section->AddSectionDictionary("MEANS");
  const Reading reading(main.cells), headed(table.headed), captioned(table.captioned);
  means->SetValue("LOW", Number(main.cells[reading.low].mean));
  means->SetValue("LOW_WHERE", kDescriptions[reading.low]);
  means->SetValue("HIGH", Number(main.cells[reading.high].mean));
  means->SetValue("HIGH_WHERE", kDescriptions[reading.high]);
  means->SetValue("SHARING", reading.sharing);
  means->SetValue("AUXILIARY", reading.auxiliary);
  means->SetValue("SHARING_HEADED", headed.sharing);
  means->SetValue("AUXILIARY_HEADED", headed.auxiliary);
  means->SetValue("SHARING_CAPTIONED", captioned.sharing);
  means->SetValue("AUXILIARY_CAPTIONED", captioned.auxiliary);
  ctemplate::TemplateDictionary* beside = nullptr;
  for (const Source& other : others) {
    if (!IsWhole(other.cells)) continue;
    if (beside == nullptr) beside = means->AddSectionDictionary("BESIDE");
    ctemplate::TemplateDictionary* item = beside->AddSectionDictionary("OTHER");
    const Reading its(other.cells);
    item->SetValue("OTHER_ENGINE", other.name);
    item->SetValue("SHARING", its.sharing);
    item->SetValue("AUXILIARY", its.auxiliary);
    if (its.low != reading.low) {
      item->AddSectionDictionary("LOW_ELSEWHERE")->SetValue("WHERE", kDescriptions[its.low]);
    }
    if (its.high != reading.high) {
      item->AddSectionDictionary("HIGH_ELSEWHERE")->SetValue("WHERE", kDescriptions[its.high]);
    }
  }
}

}  // namespace

absl::Status AddPairTables(const ReportInput& input, Report& report) {
  for (const PairTable& table : kTables) {
    const std::vector<Source> sources = MakeSources(table, input.runs);
    report.page.SetValue(table.marker, Markdown(table, sources));
    report.AddTable(table.name, Data(table, sources));
    // The main engine is the first, and the report's two readings are the last.
    AddReading(table, sources.front(), {sources.begin() + 1, sources.end() - 2}, report.page);
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/printed_tables.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

const char* Name(Fit fit) {
  switch (fit) {
    case Fit::kExact:
      return "as stated";
    case Fit::kPossible:
      return "off, rounding may hide it";
    case Fit::kWrong:
      return "wrong";
  }
  return "";
}

}  // namespace

absl::Status AddArithmetic(const ReportInput&, Report& report) {
  DataTable data = {
      {"statement", "model", "stated", "headed", "headed_fit", "captioned", "captioned_fit"}, {}};
  std::vector<std::vector<std::string>> rows;
  int headed_fits = 0, captioned_fits = 0;
  for (const Statement& statement : Statements()) {
    const Computed headed = Compute(statement, Reading::kHeaded);
    const Computed captioned = Compute(statement, Reading::kCaptioned);
    headed_fits += headed.fit == Fit::kExact;
    captioned_fits += captioned.fit == Fit::kExact;
    const auto text = [](const Computed& computed) {
      return absl::StrCat(Number(computed.value, 4), ": ", Name(computed.fit));
    };
    rows.push_back({statement.quote, text(headed), text(captioned)});
    data.rows.push_back({statement.quote, statement.cnn ? "cnn" : "mlp", statement.stated / 100.0,
                         headed.value, Name(headed.fit), captioned.value, Name(captioned.fit)});
  }
  report.AddTable("arithmetic", data);
  report.page.SetValue("ARITHMETIC",
                       MarkdownTable({{"the text"}, {"tables as headed"}, {"as captioned"}}, rows));
  report.page.SetValue("PRINTED_SHARING", Points(PrintedSharingEffect(), 2));
  report.page.SetValue("PRINTED_AUXILIARY", Points(PrintedAuxiliaryEffect(), 2));
  report.page.SetValue("PRINTED_CNN_HEADED", Points(PrintedCnnEffect(Reading::kHeaded), 2));
  report.page.SetValue("PRINTED_CNN_CAPTIONED", Points(PrintedCnnEffect(Reading::kCaptioned), 2));
  report.page.SetIntValue("STATEMENTS", static_cast<long>(rows.size()));
  report.page.SetIntValue("FIT_HEADED", headed_fits);
  report.page.SetIntValue("FIT_CAPTIONED", captioned_fits);
  return absl::OkStatus();
}

}  // namespace tenfold::reports

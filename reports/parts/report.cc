#include "reports/parts/report.h"

#include "absl/strings/str_cat.h"

namespace tenfold::reports {

void Report::AddTable(const std::string& name, const DataTable& table) {
  files[absl::StrCat("tables/", name, ".csv")] = ToCsv(table);
  numbers[name] = ToJson(table);
}

void Report::AddFigure(const std::string& name, const std::string& script,
                       const std::string& data_name, const std::string& data) {
  files[absl::StrCat("figures/", name, ".gp")] = script;
  files[absl::StrCat("figures/", data_name)] = data;
  figures.push_back(name);
}

}  // namespace tenfold::reports

// The report in memory while its parts add to it: everything that will be written, but for the
// pictures.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ctemplate/template_dictionary.h"
#include "nlohmann/json.hpp"
#include "reports/parts/data_table.h"

namespace tenfold::reports {

struct Report {
  ctemplate::TemplateDictionary page{"REPORT.md"};  // the values for REPORT.md.tpl
  nlohmann::ordered_json numbers = nlohmann::ordered_json::object();
  std::map<std::string, std::string> files;  // by path below the output folder
  std::map<std::string, std::string>
      artifacts;  // what was read beside the records, by path below the folder of artifacts
  std::vector<std::string>
      figures;  // names; each has a script figures/<name>.gp that makes figures/<name>.svg

  // tables/<name>.csv and the member `name` of numbers.json.
  void AddTable(const std::string& name, const DataTable& table);

  // `name` as in "disc-loss"; `script` begins with `load 'style.gp'` and writes '<name>.svg'. The
  // data has a name below figures/.
  void AddFigure(const std::string& name, const std::string& script, const std::string& data_name,
                 const std::string& data);
};

}  // namespace tenfold::reports

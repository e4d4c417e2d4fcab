// The report in memory while its parts add to it: all that will be written but the pictures.
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
  ctemplate::TemplateDictionary page{"REPORT.md"};  // the values for REPORT.md
  nlohmann::ordered_json numbers = nlohmann::ordered_json::object();
  std::map<std::string, std::string> files;  // by path below the output folder
  std::vector<std::string> documents;        // of `files` those that a browser's page is made of
  // What was read beside the records, by path below the folder of artifacts.
  std::map<std::string, std::string> artifacts;
  std::vector<std::string> figures;  // each has a script figures/<name>.gp that makes <name>.svg

  // tables/<name>.csv and the member `name` of numbers.json.
  void AddTable(const std::string& name, const DataTable& table);

  // `name` as in "speed-roof"; `script` begins with `load 'style.gp'` and writes '<name>.svg'. The
  // data has a name below figures/.
  void AddFigure(const std::string& name, const std::string& script, const std::string& data_name,
                 const std::string& data);
};

// Fills in the text of a template as it stands, blanks and line breaks too. A value that was never
// set stays as its mark, {{NAME}}. Aborts if the template is not valid.
std::string Expand(absl::string_view text, const ctemplate::TemplateDictionary& values);

}  // namespace tenfold::reports

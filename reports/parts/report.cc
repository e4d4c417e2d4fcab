#include "reports/parts/report.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <regex>

#include "absl/strings/str_cat.h"
#include "ctemplate/template.h"

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

std::string Expand(absl::string_view text, const ctemplate::TemplateDictionary& values) {
  // The library leaves out what has no value, unless there is one for all templates.
  static const std::regex mark("\\{\\{([A-Z0-9_]+)\\}\\}");
  for (std::cregex_iterator it(text.begin(), text.end(), mark), end; it != end; ++it)
    ctemplate::TemplateDictionary::SetGlobalValue((*it)[1].str(), it->str());
  const std::unique_ptr<ctemplate::Template> parsed(
      ctemplate::Template::StringToTemplate(text.data(), text.size(), ctemplate::DO_NOT_STRIP));
  std::string out;
  if (parsed == nullptr || !parsed->Expand(&out, &values)) {
    std::fprintf(stderr, "Expand: the template is not valid\n");
    std::abort();
  }
  return out;
}

}  // namespace tenfold::reports

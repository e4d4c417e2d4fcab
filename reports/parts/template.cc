#include "reports/parts/template.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "absl/strings/strip.h"
#include "ctemplate/template.h"

namespace tenfold::reports {

std::string Expand(absl::string_view text, const ctemplate::TemplateDictionary& values) {
  text = absl::StripPrefix(text, "\n");
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

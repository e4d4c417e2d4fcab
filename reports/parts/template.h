// Text made from templates that are files of their own, so that prose is not among the code.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "ctemplate/template_dictionary.h"

namespace tenfold::reports {

// Fills in `text` as it stands, blanks and line breaks too, but for one line break at its
// beginning. Aborts if the template is not valid.
std::string Expand(absl::string_view text, const ctemplate::TemplateDictionary& values);

}  // namespace tenfold::reports

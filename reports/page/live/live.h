// The part of the page that trains at the reader.
#pragma once

#include <string>

#include "reports/input/run_set.h"

namespace tenfold::reports {

// All empty: nothing trains on the page.
struct LiveTraining {
  std::string section;  // HTML, hidden until the script shows it
  std::string style;    // CSS, for the end of the page's
  std::string script;   // for the end of the page's
};

// Of the disc's preset `paper`, whose published digests of weights it compares with, those of the
// tables' and the claims' seeds; empty if there are none of an engine of the numeric contract.
LiveTraining MakeLiveTraining(const RunSet& runs);

}  // namespace tenfold::reports

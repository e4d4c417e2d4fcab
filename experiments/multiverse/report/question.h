// On what the other questions' verdicts depend, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::multiverse {

reports::Question ReportQuestion();

}  // namespace tenfold::multiverse

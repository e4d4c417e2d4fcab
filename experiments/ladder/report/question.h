// How far the other questions' data go, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::ladder {

reports::Question ReportQuestion();

}  // namespace tenfold::ladder

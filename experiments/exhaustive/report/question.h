// The pairs' networks on all ordered pairs of test digits, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::exhaustive {

reports::Question ReportQuestion();

}  // namespace tenfold::exhaustive

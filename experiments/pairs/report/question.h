// The question of the pairs, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::pairs {

reports::Question ReportQuestion();

}  // namespace tenfold::pairs

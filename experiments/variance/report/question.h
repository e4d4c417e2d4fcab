// Where the variance of the pairs' accuracies comes from, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::variance {

reports::Question ReportQuestion();

}  // namespace tenfold::variance

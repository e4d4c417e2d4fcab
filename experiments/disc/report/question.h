// The question of the disc, for the report.
#pragma once

#include "reports/parts/question.h"

namespace tenfold::disc {

reports::Question ReportQuestion();

}  // namespace tenfold::disc

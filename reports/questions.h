// The questions that the report knows.
#pragma once

#include <vector>

#include "reports/parts/question.h"

namespace tenfold::reports {

// In the report's order, as experiments/questions.bzl has them.
const std::vector<Question>& Questions();

}  // namespace tenfold::reports

// What the page says of all questions' claims together.
#pragma once

#include <string>
#include <vector>

#include "reports/parts/question.h"

namespace tenfold::reports {

// What holds of the report that is reproduced: a verdict on each claim, and how it was decided.
void AddVerdicts(const std::vector<const Question*>& questions, const RunSet& runs, Report& report);

// What ten seeds are worth: how often authors with ten would have concluded what the report did.
void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs, Report& report);

}  // namespace tenfold::reports

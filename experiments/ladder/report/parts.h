// What the ladder's chapter is made of; reports/parts/parts.h says what a part does.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// What the presets were to reach, over thirty seeds, and what they reach.
absl::Status AddAims(const ReportInput& input, Report& report);

// What each idea is worth: a table for each ladder, and one of what it loses without an idea.
absl::Status AddLadders(const ReportInput& input, Report& report);

// Test accuracy rung by rung, of the CNN and the MLP beside each other.
absl::Status AddLadderFigure(const ReportInput& input, Report& report);

// How hyperparameters were chosen: what experiments/ladder/search_space.h says was searched, and
// the runs that did.
absl::Status AddSearch(const ReportInput& input, Report& report);

// What the chapter's text needs.
inline constexpr Part kLadderChapter[] = {AddAims, AddLadders, AddLadderFigure, AddSearch};

}  // namespace tenfold::reports

// What the multiverse's chapter is made of (reports/parts/parts.h says what a part does). Nothing
// without input.multiverse.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "experiments/multiverse/report/grid_results.h"
#include "reports/input/input.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// The results on all claims of all grids. They point into the grids.
std::vector<GridResult> JudgeGrids(const measurements::Multiverse& multiverse);

// What was varied, and the verdict on every claim.
absl::Status AddGridVerdicts(const ReportInput& input, Report& report);

// Specification curves: each setting's effect with its interval, sorted, above the levels of its
// choices. Those of kMainClaims on the page, the others in MULTIVERSE.md, with the terms of the
// regression.
absl::Status AddGridCurves(const ReportInput& input, Report& report);

inline constexpr const char* kMainClaims[] = {"auxiliary-improves", "sharing-improves",
                                              "cnn-better", "disc-95"};

// Which settings give the numbers that the report prints of the pairs.
absl::Status AddInverse(const ReportInput& input, Report& report);

// What the ten seeds of each setting conclude about the pairs, read as the report reads and tested.
absl::Status AddGridTenSeeds(const ReportInput& input, Report& report);

// What the chapter's text needs.
inline constexpr Part kMultiverseChapter[] = {AddGridVerdicts, AddGridCurves, AddInverse,
                                              AddGridTenSeeds};

}  // namespace tenfold::reports

// What the page says of all questions' claims together.
#pragma once

#include <string>
#include <vector>

#include "reports/parts/question.h"

namespace tenfold::reports {

// A question that has claims, and the judgements on them.
struct Judged {
  const Question* question;
  std::vector<VerdictColumn> columns;
};

// All questions' claims. All first columns are corrected together, and likewise all second ones.
std::vector<Judged> JudgeAll(const std::vector<const Question*>& questions, const RunSet& runs);

// Adds to the columns of those questions' claims what a grid of settings says of them, if any does.
void JudgeOverGrid(const std::vector<const Question*>& questions, const ReportInput& input,
                   std::vector<Judged>& judged);

// What holds of the report that is reproduced: a verdict on each claim, and how it was decided.
void AddVerdicts(const std::vector<Judged>& judged, const RunSet& runs, Report& report);

// The same in three sentences: what every column reproduces, what one reproduces and another
// contradicts or the grid's finds to depend on the setting, and what every column contradicts.
void AddFindings(const std::vector<Judged>& judged, Report& report);

// The same as a picture for each question: what each claim states, its margin, and the estimate of
// each column with its interval.
void AddClaimFigures(const std::vector<Judged>& judged, Report& report);

// What ten seeds are worth: how often authors with ten would have concluded what the report did.
void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs, Report& report);

}  // namespace tenfold::reports

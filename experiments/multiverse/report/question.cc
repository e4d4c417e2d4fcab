#include "experiments/multiverse/report/question.h"

#include <iterator>

#include "experiments/multiverse/report/parts.h"
#include "experiments/multiverse/report/texts.h"

namespace tenfold::reports {
namespace {

std::vector<Judgement> JudgeOverGrids(const ReportInput& input) {
  if (!input.multiverse.has_value()) return {};
  return JudgementsOf(JudgeGrids(*input.multiverse));
}

}  // namespace
}  // namespace tenfold::reports

namespace tenfold::multiverse {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;  // its claims are the other questions'
  question.judge_grid = JudgeOverGrids;
  question.chapter = {kMultiverseChapterMd,
                      {std::begin(kMultiverseChapter), std::end(kMultiverseChapter)}};
  question.documents = {{"MULTIVERSE.md", kMultiverseDocumentMd}};
  return question;
}

}  // namespace tenfold::multiverse

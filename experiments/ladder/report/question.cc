#include "experiments/ladder/report/question.h"

#include <iterator>

#include "experiments/ladder/report/parts.h"
#include "experiments/ladder/report/texts.h"

namespace tenfold::ladder {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;  // its runs are of the other experiments
  question.chapter = {kLadderChapterMd, {std::begin(kLadderChapter), std::end(kLadderChapter)}};
  question.documents = {{"LADDER.md", kLadderDocumentMd}, {"SEARCH.md", kSearchDocumentMd}};
  return question;
}

}  // namespace tenfold::ladder

#include "experiments/exhaustive/report/question.h"

#include "experiments/exhaustive/report/parts.h"
#include "experiments/exhaustive/report/texts.h"

namespace tenfold::exhaustive {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;  // about what was measured beside the records
  question.chapter = {kExhaustiveChapterMd, {AddExhaustive}};
  question.documents = {{"EXHAUSTIVE.md", kExhaustiveDocumentMd}};
  return question;
}

}  // namespace tenfold::exhaustive

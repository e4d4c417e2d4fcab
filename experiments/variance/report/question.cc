#include "experiments/variance/report/question.h"

#include "experiments/variance/report/parts.h"
#include "experiments/variance/report/texts.h"

namespace tenfold::variance {

reports::Question ReportQuestion() {
  reports::Question question;  // about what was measured beside the records
  question.chapter = {reports::kVarianceChapterMd, {reports::AddVariance}};
  return question;
}

}  // namespace tenfold::variance

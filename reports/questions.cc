#include "reports/questions.h"

#include "experiments/disc/report/question.h"
#include "experiments/ladder/report/question.h"
#include "experiments/pairs/report/question.h"

namespace tenfold::reports {

const std::vector<Question>& Questions() {
  static const std::vector<Question> questions = {pairs::ReportQuestion(), disc::ReportQuestion(),
                                                  ladder::ReportQuestion()};
  return questions;
}

}  // namespace tenfold::reports

#include "experiments/disc/report/question.h"

#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "experiments/disc/report/verdicts.h"

namespace tenfold::reports {
namespace {

VerdictColumn Column(const RunSet& runs, const char* variant, const char* header) {
  const Setting own = MainSetting(runs, variant);
  Setting library = own, decayed = own;
  library.engine = kBaselineEngine;
  decayed.overrides = kDecayedRate;
  return {variant,
          header,
          JudgeDisc(runs, variant),
          {{own.engine, own}, {kBaselineEngine, library}, {"decaying rate", decayed}}};
}

std::vector<VerdictColumn> Judge(const RunSet& runs) {
  return {Column(runs, "depth-4", "four hidden layers (its code)"),
          Column(runs, "depth-3", "three hidden layers (its text)")};
}

Studies DrawStudies(const RunSet& runs) {
  std::vector<bool> above;
  for (const RunRecord* record :
       RunsOf(runs, MainSetting(runs, "depth-4"), std::numeric_limits<int64_t>::max()))
    above.push_back(CountAbove95({record}) == 1);
  return {above.size(), ResampleDisc(above)};
}

}  // namespace
}  // namespace tenfold::reports

namespace tenfold::disc {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;
  question.expected = {
      "disc", "paper", {std::begin(kDiscVariants), std::end(kDiscVariants)}, {{"disc", ""}}};
  question.claims_about = "the disc, with\nthe four hidden layers of the report's code";
  question.claims_title = "The disc";
  question.claims_note =
      "What is about losses is decided on seeds 0 to 9, of which losses are kept.";
  question.judge = Judge;
  question.studies = DrawStudies;
  question.studies_of = "the disc's";
  question.how_decided = {kDiscHowDecidedMd, {AddLearningRates}};
  question.left_open = {kDiscLeftOpenMd, {}};
  question.chapter = {
      kDiscChapterMd,
      {AddDiscTable, AddDiscPointsFigure, AddDiscBoundaryFigure, AddDiscLossFigure}};
  return question;
}

}  // namespace tenfold::disc

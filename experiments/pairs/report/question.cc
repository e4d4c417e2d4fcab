#include "experiments/pairs/report/question.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/studies.h"
#include "experiments/pairs/report/texts.h"
#include "experiments/pairs/report/verdicts.h"

namespace tenfold::reports {
namespace {

std::vector<VerdictColumn> Judge(const RunSet& runs) {
  const std::string& engine = runs.main_engine();
  std::vector<VerdictColumn> columns;
  for (const char* preset : kPairsPresets) {
    std::vector<std::pair<std::string, Setting>> settings;
    for (const PairSetting& setting : kPairSettings)
      settings.push_back({setting.variant, {"pairs", preset, "", setting.variant, engine}});
    columns.push_back(
        {preset, columns.empty() ? "`paper`, nearest to its tables" : "`course`, larger networks",
         JudgePairs(PairCells(runs, preset, engine, kClaimSeeds),
                    PairCells(runs, preset, engine, kAllSeeds)),
         settings});
  }
  return columns;
}

std::vector<Studies> DrawStudies(const RunSet& runs) {
  std::vector<Studies> all;
  for (const char* preset : kPairsPresets) {
    const statistics::FactorialCells cells = PairCells(runs, preset, runs.main_engine(), kAllSeeds);
    all.push_back({preset, cells[0].size(), ResampleStudies(cells)});
  }
  return all;
}

}  // namespace
}  // namespace tenfold::reports

namespace tenfold::pairs {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;
  question.expected = {"pairs", kPairsPresets[0], {}, {{"CNN pairs", "cnn"}, {"MLP pairs", "mlp"}}};
  for (const PairSetting& setting : kPairSettings)
    question.expected.variants.push_back(setting.variant);
  question.claims_title = "Two digits";
  question.claims_note =
      "The networks of `paper` come nearest to the report's tables; those of `course` have the "
      "size "
      "that its course names. Points are percentage points of test accuracy. The spread of runs is "
      "decided on all seeds that are there.";
  question.judge = Judge;
  question.studies = DrawStudies;
  question.task = "to say whether one handwritten digit is at most as large as another";
  question.picture = {kPairsPictureMd, {AddTaskFigure}};
  question.how_decided = {kPairsHowDecidedMd, {AddFactorial}};
  question.left_open = {kPairsLeftOpenMd, {}};
  question.left_open_below = {kPairsLeftOpenBelowMd, {AddArithmetic}};
  question.chapter = {kPairsChapterMd, {std::begin(kPairsChapter), std::end(kPairsChapter)}};
  return question;
}

}  // namespace tenfold::pairs
